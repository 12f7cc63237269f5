package io.kprofefe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

  @TempDir Path folder;

  @Test
  void the_text_stands_in_the_file_and_nothing_beside_it() throws Exception {
    Path file = folder.resolve("kprofefe.prom");

    new MetricsFile(file).write("first\n");
    new MetricsFile(file).write("second\n");

    assertEquals("second\n", Files.readString(file));
    assertEquals(List.of(file), inFolder());
  }

  @Test
  void the_node_exporter_may_read_it() throws Exception {
    Path file = folder.resolve("kprofefe.prom");

    new MetricsFile(file).write("text\n");

    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void no_half_written_file_is_ever_called_prom() throws Exception {
    Path file = folder.resolve("kprofefe.prom");
    try (var watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      new MetricsFile(file).write("text\n");

      var created =
          Objects.requireNonNull(watch.poll(30, TimeUnit.SECONDS), "no event").pollEvents();

      assertTrue(!String.valueOf(created.getFirst().context()).endsWith(".prom"));
    }
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path file = folder.resolve("absent/kprofefe.prom");

    assertEquals("cannot write " + file + ": there is no such folder", warning(file));
  }

  @Test
  void what_is_no_file_is_left_alone() throws Exception {
    Path device = Files.createDirectory(folder.resolve("kprofefe.prom"));

    assertEquals(device + " is there and is no file", warning(device));
    assertEquals(List.of(device), inFolder());
  }

  private List<Path> inFolder() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static String warning(Path file) {
    return Objects.requireNonNull(
        assertThrows(MetricsException.class, () -> new MetricsFile(file).write("text\n"))
            .getMessage());
  }
}
