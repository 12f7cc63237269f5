package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kprofefe.analysis.ProfileDiff.Side;
import io.kprofefe.cluster.Command;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.testing.GoPprof;
import io.kprofefe.testing.Pprofs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes is what {@code go tool pprof -diff_base} says, and the total what it is of. */
class PprofDiffTest {

  private static final Path PROFILES = Path.of("src/test/resources/profile");
  private static final TopView FUNCTIONS = TopView.functions(Optional.empty());
  private static final TopView LINES = new TopView(Optional.empty(), NameFilter.NONE, true);

  @TempDir private Path folder;

  @BeforeEach
  void needs_go() {
    assumeTrue(GoPprof.isInstalled(), "Go is not installed");
  }

  @ParameterizedTest
  @CsvSource({
    "kube-apiserver-heap, pushgateway-heap",
    "pushgateway-heap, profefe-heap",
    "kube-apiserver-goroutine, pushgateway-goroutine",
    "profefe-goroutine, kube-apiserver-goroutine",
    "kube-apiserver-allocs, profefe-allocs",
    "profefe-cpu, kube-apiserver-cpu",
    "pushgateway-cpu, profefe-cpu",
    "profefe-mutex, profefe-block",
    "profefe-threadcreate, kube-apiserver-threadcreate",
  })
  void of_real_profiles(String before, String after) throws Exception {
    assertEqualsPprof(FUNCTIONS, List.of(), file(before), file(after));
    assertEqualsPprof(LINES, List.of("-lines"), file(before), file(after));
  }

  @Test
  void of_another_sample_type_and_of_samples_that_are_looked_for() throws Exception {
    Path before = file("kube-apiserver-heap");
    Path after = file("pushgateway-heap");
    assertEqualsPprof(
        TopView.functions(Optional.of("alloc_objects")),
        List.of("-sample_index=alloc_objects"),
        before,
        after);
    var names =
        new NameFilter(
            Optional.of(NamePattern.of("^runtime\\.")), Optional.of(NamePattern.of("json")));
    assertEqualsPprof(
        new TopView(Optional.empty(), names, false),
        List.of("-focus=^runtime\\.", "-ignore=json"),
        before,
        after);
  }

  @Test
  void of_a_program_that_runs_twice() throws Exception {
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    for (Path each : List.of(before, after)) {
      Command.of("go", "run", "src/test/resources/analysis/busy.go", each.toString())
          .run()
          .succeeded();
    }
    for (String type : List.of("cpu", "heap", "goroutine", "mutex")) {
      String name = type + ".pb.gz";
      assertEqualsPprof(FUNCTIONS, List.of(), before.resolve(name), after.resolve(name));
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 15);
  }

  /** Their frames are dropped by rules of the first, in pprof: both have the same. */
  @ParameterizedTest
  @MethodSource("seeds")
  void of_odd_profiles(int seed) throws Exception {
    Profile.Builder before = OddProfile.of(seed);
    Profile.Builder after = OddProfile.of(seed).clearSample();
    after.addAllSample(before.getSampleList().subList(20, 60));
    for (int sample = 0; sample < after.getSampleCount(); sample++) {
      var changed = after.getSampleBuilder(sample);
      changed.setValue(0, changed.getValue(0) * (sample % 5));
      changed.setValue(1, changed.getValue(1) * (sample % 3));
    }
    assertChangesAsPprof(
        FUNCTIONS, List.of(), written("before.pb.gz", before), written("after.pb.gz", after));
  }

  /** Each sample of pprof's is rounded, after it is multiplied. */
  @ParameterizedTest
  @CsvSource({
    "kube-apiserver-heap, pushgateway-heap",
    "profefe-cpu, kube-apiserver-cpu",
    "kube-apiserver-allocs, profefe-allocs",
    "profefe-mutex, profefe-block",
  })
  void of_shares_as_pprof_normalizes(String before, String after) throws Exception {
    Comparison compared = compared(FUNCTIONS, Per.TOTAL, file(before), file(after));
    double whole = compared(FUNCTIONS, Per.PROFILE, file(before), file(after)).whole().before();
    var ours = new TreeMap<String, Long>();
    compared
        .rows()
        .forEach(
            row -> ours.merge(row.shown(), Math.round(row.flat().amount() * whole), Long::sum));
    var theirs = new TreeMap<String, Long>();
    for (String row :
        GoPprof.top(
            compared.sampleType().unit(),
            List.of("-normalize", "-diff_base=" + file(before), file(after).toString()))) {
      String[] cells = row.split(" ", 3);
      theirs.merge(cells[2], (long) Double.parseDouble(cells[0]), Long::sum);
    }
    assertFalse(ours.isEmpty());
    Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
        .forEach(name ->
            assertEquals(theirs.getOrDefault(name, 0L), ours.getOrDefault(name, 0L), 100, name));
  }

  private static Comparison assertChangesAsPprof(
      TopView view, List<String> options, Path before, Path after) throws Exception {
    Comparison compared = compared(view, Per.PROFILE, before, after);
    String unit = compared.sampleType().unit();
    var words = new ArrayList<>(options);
    words.add("-diff_base=" + before);
    words.add(after.toString());
    List<String> rows =
        compared.rows().stream()
            .map(row ->
                "%.0f %.0f %s".formatted(row.flat().amount(), row.cum().amount(), row.shown()))
            .toList();
    assertEquals(
        sorted(GoPprof.top(unit, words).stream().filter(row -> !row.startsWith("0 0 ")).toList()),
        sorted(rows));
    return compared;
  }

  /** Only of values above zero: what cancels out in equal stacks, pprof does not count. */
  private static void assertEqualsPprof(TopView view, List<String> options, Path before, Path after)
      throws Exception {
    Comparison compared = assertChangesAsPprof(view, options, before, after);
    if (compared.whole().before() > 0) {
      var words = new ArrayList<>(options);
      words.add("-diff_base=" + before);
      words.add(after.toString());
      assertEquals(
          GoPprof.total(compared.sampleType().unit(), words),
          Math.round(compared.whole().before()));
    }
  }

  private static Comparison compared(TopView view, Per per, Path before, Path after)
      throws Exception {
    var diff = new ProfileDiff(view, Profiles.LIMITS, false);
    try (var profile = Files.newInputStream(before)) {
      diff.add(Side.BEFORE, profile);
    }
    try (var profile = Files.newInputStream(after)) {
      diff.add(Side.AFTER, profile);
    }
    return diff.compared(Optional.of(per));
  }

  private Path written(String name, Profile.Builder profile) throws Exception {
    return Files.write(folder.resolve(name), Pprofs.gzip(profile.build().toByteArray()));
  }

  private static Path file(String name) {
    return PROFILES.resolve(name + ".pb.gz");
  }

  private static String sorted(List<String> rows) {
    return String.join("\n", rows.stream().sorted().toList());
  }
}
