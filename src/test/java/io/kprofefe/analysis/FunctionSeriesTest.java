package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.analysis.FunctionSeries.Bounds;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.testing.Pprofs;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionSeriesTest {

  private static final Instant TO = Instant.parse("2026-11-21T12:30:00.0005Z");
  private static final Bounds MANY = new Bounds(1000, 1000);

  private final FunctionSeries series = bounded(MANY);

  @Test
  void each_window_has_the_cores_that_a_function_took_in_a_second_of_its_profiles()
      throws Exception {
    add("web", "10:10", cpu(600, 0, 1));
    add("web", "10:50", cpu(1200, 0, 2));
    add("web", "11:10", cpu(300, 0, 1));
    assertEquals(List.of("web main.leaf 11:00=0.6 12:00=0.3"), told());
  }

  @Test
  void a_function_has_a_zero_where_only_others_cost_something_and_none_without_a_profile()
      throws Exception {
    add("web", "08:10", cpu(600, 0, 1));
    add("web", "10:10", cpu(0, 400, 1));
    assertEquals(
        List.of("web main.leaf 09:00=0.6 11:00=0.0", "web main.main 09:00=0.0 11:00=0.4"), told());
  }

  @Test
  void a_moment_belongs_to_the_window_that_ends_then() throws Exception {
    add("web", "11:00", cpu(600, 0, 1));
    series.add("web", Instant.parse("2026-11-21T11:00:00.000000001Z"), stream(cpu(300, 0, 1)));
    assertEquals(List.of("web main.leaf 11:00=0.6 12:00=0.3"), told());
  }

  @Test
  void the_window_under_way_ends_when_the_time_asked_for_does() throws Exception {
    add("web", "12:20", cpu(600, 0, 1));
    Series only = series.series().orElseThrow().series().getFirst();
    assertEquals(Instant.parse("2026-11-21T12:30:00.001Z"), only.end(0));
  }

  @Test
  void the_latest_window_is_the_last_one_that_is_over() throws Exception {
    add("api", "10:10", cpu(600, 0, 1));
    add("web", "11:10", cpu(600, 0, 1));
    add("web", "12:20", cpu(600, 0, 1));
    assertEquals(Optional.of(at("12:00")), series.series().orElseThrow().latest());
  }

  @Test
  void where_none_is_over_it_is_the_one_under_way() throws Exception {
    add("web", "12:20", cpu(600, 0, 1));
    assertEquals(
        Optional.of(Instant.parse("2026-11-21T12:30:00.001Z")),
        series.series().orElseThrow().latest());
  }

  @Test
  void of_each_service_those_that_cost_the_most_over_all_windows_are_kept() throws Exception {
    FunctionSeries one = bounded(new Bounds(1, 1000));
    one.add("api", at("10:10"), stream(cpu(300, 200, 1)));
    one.add("api", at("11:10"), stream(cpu(0, 200, 1)));
    one.add("web", at("10:10"), stream(cpu(100, 0, 1)));
    assertEquals(
        List.of("api main.main 11:00=0.2 12:00=0.2", "web main.leaf 11:00=0.1"), told(one));
  }

  /** With more services than are held before they are cut. */
  @Test
  void of_all_services_too_and_what_is_left_out_is_counted() throws Exception {
    FunctionSeries two = bounded(new Bounds(1000, 2));
    for (int service = 1; service <= 9; service++) {
      two.add("s" + service, at("10:10"), stream(cpu(service * 100L, 0, 1)));
    }
    SeriesSet set = two.series().orElseThrow();
    assertEquals(List.of("s8 main.leaf 11:00=0.8", "s9 main.leaf 11:00=0.9"), told(set));
    assertEquals(7, set.leftOut());
  }

  @Test
  void what_is_there_at_an_instant_is_the_mean_of_the_windows_profiles() throws Exception {
    add("web", "10:10", ofType("inuse_space", "bytes", 10));
    add("web", "10:20", ofType("inuse_space", "bytes", 20));
    assertEquals(List.of("web main.leaf 11:00=15.0"), told());
  }

  @Test
  void what_a_process_counts_from_its_start_is_a_share_of_its_whole() throws Exception {
    Profile.Builder profile = ofType("alloc_space", "bytes", 30);
    profile.addSample(Sample.newBuilder().addLocationId(1).addValue(10));
    add("web", "10:10", profile);
    assertEquals(List.of("web main.leaf 11:00=0.75", "web main.main 11:00=0.25"), told());
  }

  @ParameterizedTest
  @CsvSource({
    "cpu, nanoseconds, PROFILE_FUNCTION_CPU_RATIO",
    "cpu, seconds, PROFILE_FUNCTION_SHARE_RATIO",
    "inuse_space, bytes, PROFILE_FUNCTION_HEAP_INUSE_BYTES",
    "inuse_objects, count, PROFILE_FUNCTION_HEAP_INUSE_OBJECTS",
    "goroutine, count, PROFILE_FUNCTION_GOROUTINES",
    "alloc_space, bytes, PROFILE_FUNCTION_SHARE_RATIO",
    "contentions, count, PROFILE_FUNCTION_SHARE_RATIO",
  })
  void a_sample_type_has_a_metric(String type, String unit, SeriesMetric metric) {
    assertEquals(metric, SeriesMetric.of(new SampleType(type, unit)));
  }

  @Test
  void a_profile_that_does_not_say_how_long_it_took_is_refused_and_nothing_of_it_counts()
      throws Exception {
    add("web", "10:10", cpu(600, 0, 1));
    var refused = assertThrows(AnalysisException.class, () -> add("web", "10:20", cpu(9000, 0, 0)));
    assertEquals("it does not say how long it took", refused.getMessage());
    assertEquals(List.of("web main.leaf 11:00=0.6"), told());
  }

  /** Or a series would have two values at one time. */
  @Test
  void a_service_that_looks_like_another_is_refused() throws Exception {
    add("a\\u000Ab", "10:10", cpu(600, 0, 1));
    for (String time : List.of("10:10", "10:20")) {
      assertThrows(AnalysisException.class, () -> add("a\nb", time, cpu(600, 0, 1)));
    }
    assertEquals(1, told().size());
  }

  @Test
  void functions_that_look_the_same_are_one() throws Exception {
    Profile.Builder profile = cpu(100, 200, 1);
    profile.setStringTable(3, "x".repeat(300) + "1").setStringTable(4, "x".repeat(300) + "2");
    profile.getFunctionBuilder(0).setSystemName(1);
    profile.getFunctionBuilder(1).setSystemName(1);
    add("web", "10:10", profile);
    List<String> told = told();
    assertEquals(1, told.size());
    assertTrue(told.getFirst().endsWith("x… 11:00=" + (0.1 + 0.2)), told::toString);
  }

  @Test
  void without_a_profile_there_are_none() {
    assertEquals(Optional.empty(), series.series());
  }

  private static FunctionSeries bounded(Bounds bounds) {
    return new FunctionSeries(
        TopView.functions(Optional.empty()),
        new Windows(Duration.ofHours(1), TO),
        bounds,
        Profiles.LIMITS);
  }

  private void add(String service, String time, Profile.Builder profile) throws Exception {
    series.add(service, at(time), stream(profile));
  }

  private static InputStream stream(Profile.Builder profile) {
    return Profiles.stream(profile);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-21T" + time + ":00Z");
  }

  private List<String> told() {
    return told(series);
  }

  private static List<String> told(FunctionSeries series) {
    return told(series.series().orElseThrow());
  }

  /** {@code service function end=value …}, in order. */
  private static List<String> told(SeriesSet set) {
    return set.series().stream()
        .map(one ->
            Stream.concat(
                    Stream.of(one.service(), one.function()),
                    IntStream.range(0, one.size())
                        .mapToObj(at -> "%tR=%s".formatted(utc(one.end(at)), one.value(at))))
                .collect(Collectors.joining(" ")))
        .toList();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** In milliseconds of {@code main.leaf} and of {@code main.main} itself. */
  private static Profile.Builder cpu(long leaf, long main, long seconds) {
    var profile = Pprofs.small().setDurationNanos(seconds * 1_000_000_000);
    profile.getSampleBuilder(0).setValue(0, leaf * 1_000_000);
    return profile.addSample(Sample.newBuilder().addLocationId(1).addValue(main * 1_000_000));
  }

  private static Profile.Builder ofType(String type, String unit, long value) {
    var profile = Pprofs.small().setStringTable(1, type).setStringTable(2, unit);
    profile.getSampleBuilder(0).setValue(0, value);
    return profile;
  }
}
