package io.kprofefe.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code KPROFEFE_JFR=FILE}: a call of the program records itself. */
class FlightRecordingTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "version, 0",
    "top --service web --dir DIR, 0",
    "top /nowhere/cpu.pb.gz, 1",
    "no, 64"
  })
  void a_call_is_recorded_however_it_ends(String line, int code) throws IOException {
    Path file = folder.resolve("run.jfr");

    Called called = recorded(file, line.replace("DIR", folder.toString()).split(" "));

    assertEquals(code, called.code());
    assertTrue(called.err().contains("recorded in " + file + "\n"), called.err());
    assertIsRecording(file);
    assertEquals(List.of(file), files());
  }

  @Test
  void a_recording_that_is_there_is_kept() throws IOException {
    Path file = Files.writeString(folder.resolve("run.jfr"), "of yesterday");

    Called called = recorded(file, "version");

    assertEquals("recorded in " + folder.resolve("run-1.jfr") + "\n", called.err());
    assertEquals("of yesterday", Files.readString(file));
    assertIsRecording(folder.resolve("run-1.jfr"));
  }

  @ParameterizedTest
  @CsvSource({
    "absent/run.jfr, no such file or directory",
    "., it is a directory",
    "file/run.jfr, no such file or directory"
  })
  void a_file_that_cannot_be_written_ends_the_call_before_it_begins(String file, String why)
      throws IOException {
    Files.createFile(folder.resolve("file"));
    Path wanted = folder.resolve(file);

    Called called = recorded(wanted, "version");

    assertEquals(
        "error: KPROFEFE_JFR %s cannot be written: %s: name a file in a folder where files may be made\n"
            .formatted(wanted, why),
        called.err());
    assertEquals("", called.out());
    assertEquals(64, called.code());
  }

  @Test
  void an_empty_variable_records_nothing() {
    Called called = Called.with(Map.of("KPROFEFE_JFR", ""), "version");

    assertEquals("", called.err());
    assertEquals(0, called.code());
  }

  @Test
  void a_signal_ends_the_recording_of_a_command_that_knows_no_signals() throws Exception {
    Path file = folder.resolve("run.jfr");
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process =
          started(
              file, List.of(), "targets", "--server", "http://127.0.0.1:" + silent.getLocalPort());
      try (var _ = silent.accept()) {
        process.destroy();
        assertEquals(143, process.waitFor());
      }
    }
    assertTrue(typesIn(file).contains("jdk.CPUTimeSample"));
  }

  @Test
  void a_signal_ends_the_recording_of_one_that_ends_in_order() throws Exception {
    Path file = folder.resolve("run.jfr");
    Process process =
        started(file, List.of(), "registry", "--dir", folder.toString(), "--listen", "127.0.0.1:0");
    try (var out = process.inputReader(UTF_8)) {
      assertTrue(out.readLine().startsWith("http://127.0.0.1:"));
      process.destroy();
      assertEquals(143, process.waitFor());
    }
    assertTrue(typesIn(file).contains("jdk.CPUTimeSample"));
  }

  @Test
  void neither_command_line_nor_environment_are_in_it() throws Exception {
    Path file = folder.resolve("run.jfr");

    started(file, List.of("-Dsaid=geheimnis"), "help", "--token=geheimnis").waitFor();

    assertFalse(Files.readString(file, ISO_8859_1).contains("geheimnis"));
    assertTrue(Files.readString(file, ISO_8859_1).contains("io/kprofefe/cli/Main"));
  }

  @Test
  void where_flight_recorder_finds_no_room_the_call_says_what_to_do() throws Exception {
    Path nowhere = Files.createFile(folder.resolve("file")).resolve("tmp");

    Process process =
        started(folder.resolve("run.jfr"), List.of("-Djava.io.tmpdir=" + nowhere), "version");

    String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertTrue(said.contains("error: KPROFEFE_JFR: "), said);
    assertTrue(said.contains("-Djava.io.tmpdir=DIR"), said);
    assertEquals(64, process.waitFor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "version", "top --dir . --service web"})
  void without_it_no_class_of_flight_recorder_is_loaded(String line) throws Exception {
    Path loaded = folder.resolve("loaded");

    started(Path.of(""), List.of("-Xlog:class+load:file=" + loaded), line.split(" ")).waitFor();

    assertTrue(Files.readString(loaded).contains("io.kprofefe.cli.Main "));
    assertEquals(
        List.of(),
        Files.readAllLines(loaded).stream().filter(l -> l.contains(" jdk.jfr.")).toList());
  }

  private static Called recorded(Path file, String... words) {
    return Called.with(Map.of("KPROFEFE_JFR", file.toString()), words);
  }

  /** As a process of its own, with the launcher's flags and these. */
  private Process started(Path file, List<String> flags, String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("@collector/conf/jvm.flags");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.kprofefe.cli.Main"));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command);
    process.environment().put("KPROFEFE_JFR", file.toString());
    return process.start();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  /** Whole, though a short call may have no event. */
  private static void assertIsRecording(Path file) throws IOException {
    try (var recording = new RecordingFile(file)) {
      assertFalse(recording.readEventTypes().isEmpty());
    }
  }

  private static Set<String> typesIn(Path file) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .map(event -> event.getEventType().getName())
        .collect(toSet());
  }
}
