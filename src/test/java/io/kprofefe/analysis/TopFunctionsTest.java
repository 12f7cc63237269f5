package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.pprof.Function;
import io.kprofefe.profile.pprof.Location;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.profile.pprof.ValueType;
import io.kprofefe.testing.Pprofs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopFunctionsTest {

  private final TopFunctions top = new TopFunctions(Optional.empty(), Profiles.LIMITS);

  /**
   * The tables are of {@code go tool pprof -top -nodecount=0 -nodefraction=0 -unit=UNIT} (Go 1.26),
   * without the columns of percents.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kube-apiserver-cpu",
        "kube-apiserver-heap",
        "kube-apiserver-goroutine",
        "pushgateway-goroutine",
        "pushgateway-heap",
        "profefe-cpu",
        "profefe-allocs",
        "profefe-block",
        "profefe-threadcreate",
      })
  void every_figure_is_that_of_pprof(String name) throws Exception {
    add("any", name + ".pb.gz");
    assertEquals(
        table(name + ".top"),
        top.rows().stream().map(r -> r.flat() + " " + r.cum() + " " + r.function()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "kube-apiserver-cpu.pb.gz, cpu/nanoseconds, 60000000",
    "kube-apiserver-heap.pb.gz, inuse_space/bytes, 88249577",
    "profefe-allocs.pb.gz, alloc_space/bytes, 13537727",
    "profefe-block.pb.gz, delay/nanoseconds, 323253928366",
  })
  void without_a_word_the_profiles_default_is_shown_else_its_last(
      String file, String type, long total) throws Exception {
    add("any", file);
    assertEquals(Optional.of(type), top.sampleType().map(SampleType::toString));
    assertEquals(total, top.total());
  }

  @ParameterizedTest
  @ValueSource(strings = {"inuse_objects", "inuse_objects/count"})
  void another_sample_type_can_be_asked_for(String asked) throws Exception {
    var objects = new TopFunctions(Optional.of(asked), Profiles.LIMITS);
    try (var profile = Profiles.open("profefe-heap.pb.gz")) {
      objects.add("any", profile);
    }
    assertEquals(Optional.of(new SampleType("inuse_objects", "count")), objects.sampleType());
  }

  @Test
  void a_sample_type_that_is_not_there_is_an_error_that_says_which_are() {
    var failure =
        assertThrows(
            AnalysisException.class,
            () ->
                new TopFunctions(Optional.of("wall"), Profiles.LIMITS)
                    .add("any", Profiles.stream(Pprofs.small())));
    assertEquals("no sample type \"wall\": there is [cpu/nanoseconds]", failure.getMessage());
  }

  @Test
  void recursion_counts_once_in_cum() throws Exception {
    var profile = Pprofs.small();
    profile.getSampleBuilder(0).clearLocationId().addLocationId(2).addLocationId(1);
    profile.getSampleBuilder(0).addLocationId(2).addLocationId(1);
    top.add("any", Profiles.stream(profile));
    assertEquals(List.of("10 10 main.leaf", "0 10 main.main"), figures());
  }

  @Test
  void an_inlined_call_is_a_frame_of_its_own_and_the_leaf() throws Exception {
    var profile = Pprofs.small();
    profile.setLocation(1, Pprofs.location(2, 2, 1)).getSampleBuilder(0).clearLocationId();
    profile.getSampleBuilder(0).addLocationId(2);
    top.add("any", Profiles.stream(profile));
    assertEquals(List.of("10 10 main.leaf", "0 10 main.main"), figures());
  }

  @Test
  void what_has_no_function_is_named_by_its_binary() throws Exception {
    var profile =
        Pprofs.small()
            .addLocation(Location.newBuilder().setId(3).setMappingId(1).setAddress(0x1234))
            .addLocation(Location.newBuilder().setId(4).setMappingId(1).setAddress(0x5678))
            .addLocation(Location.newBuilder().setId(5).setAddress(0x9))
            .addFunction(Function.newBuilder().setId(3))
            .addLocation(Pprofs.location(6, 3))
            .clearSample();
    for (int location = 3; location <= 6; location++) {
      profile.addSample(Sample.newBuilder().addLocationId(location).addValue(location));
    }
    top.add("any", Profiles.stream(profile));
    assertEquals(List.of("13 13 [app]", "5 5 <unknown>"), figures());
  }

  @Test
  void a_share_is_told_for_each_service() throws Exception {
    add("api", "kube-apiserver-cpu.pb.gz");
    add("shop", "profefe-cpu.pb.gz");
    add("shop", "profefe-cpu.pb");
    var futex =
        top.rows().stream().filter(row -> row.function().equals("runtime.futex")).findFirst();
    assertEquals(
        Optional.of(
            new TopRow(
                "runtime.futex",
                SourceLine.UNKNOWN,
                80_000_000,
                80_000_000,
                List.of(
                    new TopRow.Share("shop", 60_000_000, 60_000_000),
                    new TopRow.Share("api", 20_000_000, 20_000_000)))),
        futex);
  }

  @Test
  void percents_are_of_the_total() {
    assertEquals(25, TopRow.percent(1, 4));
    assertEquals(0, TopRow.percent(0, 0));
  }

  @Test
  void a_profile_of_another_kind_does_not_fit() throws Exception {
    add("shop", "profefe-cpu.pb.gz");
    var failure = assertThrows(AnalysisException.class, () -> add("shop", "profefe-mutex.pb.gz"));
    assertEquals(
        "it has contentions/count, delay/nanoseconds, and those before it were read for"
            + " cpu/nanoseconds: another sample type can be asked for",
        failure.getMessage());
  }

  @Test
  void what_is_no_profile_is_invalid() {
    var page = new ByteArrayInputStream("<html>".getBytes(StandardCharsets.UTF_8));
    var failure = assertThrows(ProfileFailure.class, () -> top.add("shop", page));
    assertEquals(Outcome.INVALID, failure.outcome());
  }

  @Test
  void no_sample_is_no_row_and_a_total_of_nothing() throws Exception {
    add("shop", "profefe-mutex-no-samples.pb.gz");
    assertTrue(top.rows().isEmpty());
    assertEquals(0, top.total());
  }

  /** A few bytes name one location again and again, and each time it is thousands of frames. */
  @Test
  void stacks_that_inlined_calls_make_too_deep_are_too_large() {
    var location = Pprofs.location(3, new long[1000]);
    location.getLineBuilderList().forEach(line -> line.setFunctionId(1));
    var sample = Sample.newBuilder().addValue(1);
    for (int i = 0; i < 1000; i++) {
      sample.addLocationId(3);
    }
    var profile = Pprofs.small().addLocation(location).addSample(sample);
    tooLarge(profile, Profiles.LIMITS);
  }

  @Test
  void stacks_that_are_together_larger_than_a_profile_may_be_are_too_large() {
    var location = Pprofs.location(3, new long[1000]);
    location.getLineBuilderList().forEach(line -> line.setFunctionId(1));
    var profile = Pprofs.small().addLocation(location);
    for (int i = 0; i < 1000; i++) {
      profile.addSample(Sample.newBuilder().addLocationId(3).addValue(1));
    }
    tooLarge(profile, PprofLimits.ofDecoded(100_000));
  }

  @Test
  void two_sample_types_of_one_name_are_invalid() {
    var profile =
        Pprofs.small()
            .addStringTable("cpu")
            .addSampleType(ValueType.newBuilder().setType(7).setUnit(2))
            .clearSample();
    var failure =
        assertThrows(ProfileFailure.class, () -> top.add("any", Profiles.stream(profile)));
    assertEquals(Outcome.INVALID, failure.outcome());
  }

  private void tooLarge(Profile.Builder profile, PprofLimits limits) {
    var limited = new TopFunctions(Optional.empty(), limits);
    var failure =
        assertThrows(ProfileFailure.class, () -> limited.add("any", Profiles.stream(profile)));
    assertEquals(Outcome.TOO_LARGE, failure.outcome());
  }

  private List<String> figures() {
    return top.rows().stream()
        .map(row -> row.flat() + " " + row.cum() + " " + row.function())
        .toList();
  }

  private void add(String service, String file) throws Exception {
    try (var profile = Profiles.open(file)) {
      top.add(service, profile);
    }
  }

  private static List<String> table(String name) throws IOException {
    try (var in = TopFunctionsTest.class.getResourceAsStream("/analysis/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
