package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kprofefe.testing.GoPprof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {

  private static final Path PROFILES = Path.of("src/test/resources/profile");
  private static final String CPU = PROFILES.resolve("profefe-cpu.pb.gz").toString();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "heap, bytes",
    "allocs, bytes",
    "goroutine, count",
    "cpu, nanoseconds",
    "mutex, nanoseconds",
    "block, nanoseconds",
    "threadcreate, count",
  })
  void pprof_sees_in_one_what_it_sees_in_all(String type, String unit) throws Exception {
    assumeTrue(GoPprof.isInstalled(), "Go is not installed");
    List<String> files = files("-" + type + ".pb.gz");
    Path merged = folder.resolve("merged.pb.gz");
    Called called = merge(merged, files);
    assertEquals(0, called.code(), called.err());
    assertEquals(merged + System.lineSeparator(), called.out());
    assertEquals(GoPprof.top(unit, files), GoPprof.top(unit, List.of(merged.toString())));
  }

  @Test
  void a_file_that_exists_stays() throws Exception {
    Path taken = Files.writeString(folder.resolve("cpu.pb.gz"), "mine");
    Called called = merge(taken, List.of(CPU));
    assertEquals(folder.resolve("cpu-1.pb.gz") + System.lineSeparator(), called.out());
    assertEquals("mine", Files.readString(taken));
  }

  @Test
  void a_file_before_and_one_behind_an_option_are_each_taken_once() throws Exception {
    Path apart = folder.resolve("apart.pb.gz");
    Path together = folder.resolve("together.pb.gz");
    Called called = Called.with("merge", CPU, "--out", apart.toString(), CPU);
    merge(together, List.of(CPU, CPU));
    assertEquals(0, called.code(), called.err());
    assertArrayEquals(Files.readAllBytes(together), Files.readAllBytes(apart));
  }

  @Test
  void a_terminal_gets_no_profile() {
    Called called = Called.onTerminal("merge", CPU);
    assertEquals(64, called.code());
    assertTrue(called.err().contains("give --out FILE"), called.err());
  }

  @Test
  void without_a_file_it_goes_to_standard_output() {
    Called called = Called.with("merge", CPU);
    assertEquals(0, called.code(), called.err());
    assertFalse(called.out().isEmpty());
  }

  @Test
  void files_that_do_not_fit_leave_nothing_behind() throws Exception {
    Called called =
        merge(
            folder.resolve("both.pb.gz"),
            List.of(CPU, PROFILES.resolve("profefe-heap.pb.gz").toString()));
    assertEquals(1, called.code());
    assertTrue(called.err().contains("profefe-heap.pb.gz"), called.err());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void nothing_found_is_nothing_written() throws Exception {
    Called called = Called.with("merge", "--dir", folder.toString(), "--all-services");
    assertEquals(0, called.code());
    assertEquals("", called.out());
    assertTrue(called.err().startsWith("No profiles found"), called.err());
  }

  private static Called merge(Path out, List<String> files) {
    var words = new ArrayList<>(List.of("merge", "--out", out.toString()));
    words.addAll(files);
    return Called.with(words);
  }

  private static List<String> files(String end) throws IOException {
    try (Stream<Path> files = Files.list(PROFILES)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(end) && !file.contains("pyroscope"))
          .sorted()
          .toList();
    }
  }
}
