package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.analysis.ProfileDiff.Side;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileDiffTest {

  private final ProfileDiff diff = diff(TopView.functions(Optional.empty()));

  @Test
  void cpu_time_is_compared_per_second_of_profile() throws Exception {
    add(Side.BEFORE, cpu(10, 1));
    add(Side.BEFORE, cpu(30, 3));
    add(Side.AFTER, cpu(40, 2));
    Comparison compared = compared();
    assertEquals(Per.SECOND, compared.per());
    assertEquals(new Comparison.Size(2, Duration.ofSeconds(4)), compared.before());
    assertEquals(new Comparison.Size(1, Duration.ofSeconds(2)), compared.after());
    assertEquals(new Change(10, 20), compared.whole());
    assertEquals(List.of("main.leaf 10 10", "main.main 0 10"), changes(compared.dearer()));
    assertEquals(List.of(), compared.cheaper());
  }

  /** The more pods were asked, the more there is, of the same. */
  @Test
  void twice_as_many_profiles_of_the_same_are_no_change() throws Exception {
    add(Side.BEFORE, cpu(7, 3));
    add(Side.AFTER, cpu(7, 3));
    add(Side.AFTER, cpu(7, 3));
    assertEquals(List.of(), compared().rows());
  }

  @Test
  void what_is_there_at_an_instant_is_compared_by_the_mean_of_a_profile() throws Exception {
    add(Side.BEFORE, ofType("inuse_space", 10));
    add(Side.BEFORE, ofType("inuse_space", 20));
    add(Side.AFTER, ofType("inuse_space", 18));
    assertEquals(Per.PROFILE, compared().per());
    assertEquals(new Change(15, 18), compared().whole());
  }

  /** How long the process has been running is not known: only who has what share is. */
  @Test
  void what_is_counted_from_a_processs_start_is_compared_by_its_shares() throws Exception {
    add(Side.BEFORE, shares("delay", 30, 10));
    add(Side.AFTER, shares("delay", 100, 100));
    Comparison compared = compared();
    assertEquals(Per.TOTAL, compared.per());
    assertEquals(new Change(1, 1), compared.whole());
    assertEquals(List.of("main.main 0.25 0"), changes(compared.dearer()));
    assertEquals(List.of("main.leaf -0.25 -0.25"), changes(compared.cheaper()));
    assertFalse(compared.canJudgeTotal());
  }

  @ParameterizedTest
  @CsvSource({
    "cpu, true, SECOND",
    "cpu, false, TOTAL",
    "delay, true, SECOND",
    "delay, false, TOTAL",
    "alloc_space, false, TOTAL",
    "alloc_space, true, SECOND",
    "inuse_space, true, PROFILE",
    "inuse_objects, false, PROFILE",
    "goroutine, false, PROFILE",
    "threadcreate, false, TOTAL",
  })
  void what_is_honest_depends_on_what_is_counted(String type, boolean timed, Per per) {
    assertEquals(per, Per.of(new SampleType(type, "count"), timed));
  }

  @Test
  void one_profile_without_a_duration_is_enough_to_compare_shares() throws Exception {
    add(Side.BEFORE, cpu(10, 1));
    add(Side.AFTER, cpu(10, 1));
    add(Side.AFTER, cpu(10, 0));
    assertEquals(Per.TOTAL, compared().per());
  }

  @Test
  void per_second_is_refused_where_one_does_not_say_how_long_it_took() throws Exception {
    add(Side.BEFORE, cpu(10, 1));
    add(Side.AFTER, cpu(10, 0));
    var refused =
        assertThrows(AnalysisException.class, () -> diff.compared(Optional.of(Per.SECOND)));
    assertEquals(
        "a profile does not say how long it took: it cannot be compared per second",
        refused.getMessage());
  }

  @Test
  void another_unit_is_refused_with_words() throws Exception {
    add(Side.BEFORE, cpu(10, 1));
    Profile.Builder other = cpu(10, 1).setStringTable(2, "seconds");
    var refused = assertThrows(AnalysisException.class, () -> add(Side.AFTER, other));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("it has cpu/seconds, and those before it were read"));
    assertTrue(diff.isEmpty(Side.AFTER));
  }

  @Test
  void what_is_no_profile_is_not_added() throws Exception {
    add(Side.BEFORE, cpu(10, 1));
    var page = new ByteArrayInputStream(new byte[] {1, 2, 3});
    var failure = assertThrows(ProfileFailure.class, () -> diff.add(Side.AFTER, page));
    assertEquals(Outcome.INVALID, failure.outcome());
    assertTrue(diff.isEmpty(Side.AFTER));
  }

  @Test
  void one_side_alone_is_nothing_to_compare() throws Exception {
    add(Side.BEFORE, cpu(10, 1));
    assertThrows(AnalysisException.class, this::compared);
  }

  @Test
  void a_side_without_samples_is_nothing_to_judge() throws Exception {
    add(Side.BEFORE, cpu(10, 1).clearSample());
    add(Side.AFTER, cpu(10, 1));
    assertTrue(compared().isOfNothing());
    assertEquals(OptionalDouble.empty(), compared().whole().percent(0));
    assertFalse(compared().totalIsDearerThan(5));
  }

  @ParameterizedTest
  @CsvSource({"100, 105, false", "100, 106, true", "100, 94, false", "3, 4, true"})
  void the_total_is_judged_by_what_it_was(long before, long after, boolean dearer)
      throws Exception {
    add(Side.BEFORE, cpu(before, 30));
    add(Side.AFTER, cpu(after, 30));
    assertEquals(dearer, compared().totalIsDearerThan(5));
  }

  /** 7 of 90 s and 7.35 of 90 s cannot be divided without a rest. */
  @Test
  void exactly_the_limit_is_not_above_it_however_a_computer_divides() throws Exception {
    for (int seconds = 1; seconds < 200; seconds++) {
      var each = diff(TopView.functions(Optional.empty()));
      each.add(Side.BEFORE, Profiles.stream(cpu(700, seconds)));
      each.add(Side.AFTER, Profiles.stream(cpu(735, seconds)));
      assertFalse(each.compared(Optional.empty()).totalIsDearerThan(5), seconds + " s");
    }
  }

  @Test
  void a_function_is_judged_by_what_it_costs_itself_of_the_whole_before() throws Exception {
    add(Side.BEFORE, shares("cpu", 60, 40).setDurationNanos(1_000_000_000));
    add(Side.AFTER, shares("cpu", 50, 50).setDurationNanos(1_000_000_000));
    assertFalse(compared().totalIsDearerThan(0));
    assertEquals(List.of("main.main 10 0"), changes(compared().functionsDearerThan(9)));
    assertEquals(List.of(), compared().functionsDearerThan(10));
  }

  @Test
  void what_is_looked_for_is_judged_and_percents_stay_of_the_whole() throws Exception {
    var focused =
        diff(
            new TopView(
                Optional.empty(),
                new NameFilter(Optional.of(NamePattern.of("leaf")), Optional.empty()),
                false));
    focused.add(Side.BEFORE, Profiles.stream(shares("delay", 30, 70)));
    focused.add(Side.AFTER, Profiles.stream(shares("delay", 45, 55)));
    Comparison compared = focused.compared(Optional.empty());
    assertEquals(new Change(0.3, 0.45), compared.lookedAt());
    assertTrue(compared.canJudgeTotal());
    assertTrue(compared.totalIsDearerThan(49));
    assertFalse(compared.totalIsDearerThan(51));
  }

  private static ProfileDiff diff(TopView view) {
    return new ProfileDiff(view, Profiles.LIMITS, false);
  }

  private void add(Side side, Profile.Builder profile) throws Exception {
    diff.add(side, Profiles.stream(profile));
  }

  private Comparison compared() throws AnalysisException {
    return diff.compared(Optional.empty());
  }

  private static Profile.Builder cpu(long nanoseconds, long seconds) {
    var profile = Pprofs.small().setDurationNanos(seconds * 1_000_000_000);
    profile.getSampleBuilder(0).setValue(0, nanoseconds);
    return profile;
  }

  private static Profile.Builder ofType(String type, long value) {
    return cpu(value, 0).setStringTable(1, type);
  }

  /** In {@code main.leaf}, which {@code main.main} calls, and in {@code main.main} itself. */
  private static Profile.Builder shares(String type, long leaf, long main) {
    return ofType(type, leaf).addSample(Sample.newBuilder().addLocationId(1).addValue(main));
  }

  private static List<String> changes(List<DiffRow> rows) {
    return rows.stream()
        .map(row -> row.function() + " " + number(row.flat()) + " " + number(row.cum()))
        .toList();
  }

  private static String number(Change change) {
    return Double.toString(change.amount()).replaceFirst("\\.0$", "");
  }
}
