package io.kprofefe.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kprofefe.cluster.Command;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.testing.GoPprof;
import io.kprofefe.testing.Pprofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row is one of {@code go tool pprof -top}, and none is missing. */
class PprofTopTest {

  private static final TopView FUNCTIONS = TopView.functions(Optional.empty());

  @TempDir private Path folder;

  @BeforeEach
  void needs_go() {
    assumeTrue(GoPprof.isInstalled(), "Go is not installed");
  }

  static Stream<Path> realProfiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/profile"))) {
      return files
          .filter(file -> file.toString().matches(".*/(kube|push|profefe).*\\.pb(\\.gz)?"))
          .filter(file -> !file.toString().contains("truncated"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("realProfiles")
  void of_real_profiles(Path file) throws Exception {
    assertEqualsPprof(FUNCTIONS, List.of(), file);
  }

  @ParameterizedTest
  @MethodSource("realProfiles")
  void of_real_profiles_by_line(Path file) throws Exception {
    assertEqualsPprof(lines(), List.of("-lines"), file);
  }

  @Test
  void of_any_sample_type() throws Exception {
    Path heap = Path.of("src/test/resources/profile/kube-apiserver-heap.pb.gz");
    for (String asked : List.of("alloc_space", "inuse_objects", "0", "3")) {
      assertEqualsPprof(
          TopView.functions(Optional.of(asked)), List.of("-sample_index=" + asked), heap);
    }
  }

  @Test
  void of_samples_that_are_looked_for() throws Exception {
    Path heap = Path.of("src/test/resources/profile/kube-apiserver-heap.pb.gz");
    for (var asked :
        List.of(
            List.of("^runtime\\.", "json"),
            List.of("(?i)HTTP", ""),
            List.of("", "\\.\\(\\*[A-Z]\\w+\\)"),
            List.of("proto.*\\.go$", "x509|tls"),
            List.of("kube-apiserver", "[[:digit:]]"))) {
      assertEqualsPprof(
          new TopView(Optional.empty(), filter(asked.get(0), asked.get(1)), false),
          List.of("-focus=" + asked.get(0), "-ignore=" + asked.get(1)),
          heap);
    }
  }

  @Test
  void of_several_files() throws Exception {
    assertEqualsPprof(
        FUNCTIONS,
        List.of(),
        Path.of("src/test/resources/profile/kube-apiserver-heap.pb.gz"),
        Path.of("src/test/resources/profile/pushgateway-heap.pb.gz"));
  }

  @Test
  void of_a_program_that_was_just_running() throws Exception {
    Command.of("go", "run", "src/test/resources/analysis/busy.go", folder.toString())
        .run()
        .succeeded();
    for (String type : List.of("cpu", "heap", "goroutine", "mutex")) {
      Path file = folder.resolve(type + ".pb.gz");
      assertFalse(assertEqualsPprof(FUNCTIONS, List.of(), file).isEmpty(), type);
      assertEqualsPprof(lines(), List.of("-lines"), file);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void of_odd_profiles(int seed) throws Exception {
    Profile.Builder profile = OddProfile.of(seed);
    Path file = folder.resolve("odd.pb.gz");
    Files.write(file, Pprofs.gzip(profile.build().toByteArray()));
    assertEqualsPprof(FUNCTIONS, List.of(), file);
    assertEqualsPprof(
        new TopView(Optional.empty(), filter("main|[.]cc", "mall|two"), seed % 2 == 0),
        Stream.concat(
                Stream.of("-focus=main|[.]cc", "-ignore=mall|two"),
                seed % 2 == 0 ? Stream.of("-lines") : Stream.empty())
            .toList(),
        file);
  }

  private static TopView lines() {
    return new TopView(Optional.empty(), NameFilter.NONE, true);
  }

  private static NameFilter filter(String focus, String ignore) {
    return new NameFilter(pattern(focus), pattern(ignore));
  }

  private static Optional<NamePattern> pattern(String expression) {
    return Optional.of(expression).filter(text -> !text.isEmpty()).map(NamePattern::of);
  }

  private static List<String> assertEqualsPprof(TopView view, List<String> options, Path... files)
      throws Exception {
    var top = new TopFunctions(view, Profiles.LIMITS);
    var words = new ArrayList<>(options);
    for (Path file : files) {
      try (var profile = Files.newInputStream(file)) {
        top.add("any", profile);
      }
      words.add(file.toString());
    }
    String unit = top.sampleType().orElseThrow().unit();
    List<String> rows =
        top.rows().stream().map(row -> row.flat() + " " + row.cum() + " " + row.shown()).toList();
    assertEquals(sorted(GoPprof.top(unit, words)), sorted(rows));
    return rows;
  }

  private static String sorted(List<String> rows) {
    return String.join("\n", rows.stream().sorted().toList());
  }
}
