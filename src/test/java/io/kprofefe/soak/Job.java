package io.kprofefe.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.cluster.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code kprofefe collect} as a process, with 128 MiB of heap and a folder for temporary files of
 * its own.
 */
final class Job {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path kubeconfig;
  private final Path folder;
  private final List<String> more;

  /**
   * @param folder for all it writes, but profiles
   * @param more words for its command line
   */
  Job(Path kubeconfig, Path folder, String... more) throws IOException {
    this.kubeconfig = kubeconfig;
    this.folder = folder;
    this.more = List.of(more);
    Files.createDirectories(temporary());
  }

  /**
   * How a run ended.
   *
   * @param peakKibibytes of memory that were its own at any time, as the kernel counts
   */
  record Ended(int code, String output, String errors, long peakKibibytes) {

    JsonNode report() throws IOException {
      return JSON.readTree(output);
    }
  }

  Path spool() {
    return folder.resolve("spool");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  /** Runs it to its end. */
  Ended run() throws IOException, InterruptedException {
    Process process = start();
    long peak = 0;
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakOf(process));
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        throw new AssertionError("not ended in " + LONGEST + ": " + Files.readString(errors()));
      }
    }
    return new Ended(
        process.exitValue(), Files.readString(output()), Files.readString(errors()), peak);
  }

  /** When it is killed, unless it has ended. */
  @FunctionalInterface
  interface Moment {
    void await(Process job) throws IOException, InterruptedException;
  }

  /** Runs it, and kills it as the kernel kills. */
  void runUntil(Moment killed) throws IOException, InterruptedException {
    Process process = start();
    killed.await(process);
    process.destroyForcibly().waitFor();
  }

  private Process start() throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "collector/bin/kprofefe",
                "collect",
                "--all-namespaces",
                "--kubeconfig",
                kubeconfig.toString(),
                "--pod-cidr",
                "127.0.0.0/8",
                "--spool-dir",
                spool().toString(),
                "--cpu-seconds",
                "1",
                "--scrape-margin",
                "5s",
                "--connect-timeout",
                "1s",
                "--deadline",
                "2m",
                "--max-failure-ratio",
                "1",
                "--output",
                "json"));
    words.addAll(more);
    return Command.of(words.toArray(String[]::new))
        .with("JDK_JAVA_OPTIONS", "-Xmx128m -Djava.io.tmpdir=" + temporary())
        .builder()
        .redirectOutput(output().toFile())
        .redirectError(errors().toFile())
        .start();
  }

  private Path output() {
    return folder.resolve("output");
  }

  private Path errors() {
    return folder.resolve("errors");
  }

  /** In KiB; 0 when it is just ending. */
  private static long peakOf(Process process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException ended) {
      return 0;
    }
  }
}
