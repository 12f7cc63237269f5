package io.kprofefe.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cluster.Command;
import io.kprofefe.testing.DrawnPage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the README, as it stands there. */
@Tag("cluster")
class DemoIT {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Test
  void shows_the_job_and_what_comes_of_it_and_leaves_the_picture(@TempDir Path temporary)
      throws IOException {
    Command.Ended ended = demo(temporary).within(LONGEST).run();
    assertEquals(0, ended.code(), ended.errors());
    List<String> lines = ended.output().lines().toList();
    assertSaid(lines, "5 pods profiled");
    assertSaid(lines, "unreachable");
    assertSaid(lines, "SKIPPED  shop/mail");
    assertSaid(lines, "[\"checkout\",\"search\",\"stock\"]");
    assertSaid(lines, "io.kprofefe.demo.ProductIndex.rank");
    Path picture = Path.of(lines.getLast());
    assertTrue(new DrawnPage(Files.readString(picture)).draws("io.kprofefe.demo.ProductIndex"));
    Files.delete(picture);
    assertEquals(List.of(), left(temporary));
  }

  @Test
  void leaves_nothing_when_it_is_interrupted(@TempDir Path temporary)
      throws IOException, InterruptedException {
    Process demo = demo(temporary).builder().start();
    try (BufferedReader output = demo.inputReader()) {
      while (!output.readLine().startsWith("$ kprofefe collect")) {
        assertTrue(demo.isAlive());
      }
      List<ProcessHandle> players = demo.descendants().toList();
      assertFalse(players.isEmpty());
      new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
      assertTrue(demo.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS));
      assertEquals(130, demo.exitValue());
      assertEquals(List.of(), players.stream().filter(ProcessHandle::isAlive).toList());
      assertEquals(List.of(), left(temporary));
    } finally {
      demo.destroy();
    }
  }

  /** Who starts tests in the background may have SIGINT ignored, which would be inherited. */
  private static Command demo(Path temporary) {
    return Command.of("env", "--default-signal=INT", "collector/bin/demo")
        .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
  }

  private static void assertSaid(List<String> lines, String said) {
    assertTrue(lines.stream().anyMatch(line -> line.contains(said)), () -> said + " in " + lines);
  }

  private static List<Path> left(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }
}
