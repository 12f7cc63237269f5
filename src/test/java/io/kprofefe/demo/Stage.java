package io.kprofefe.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the demo plays: a folder of its own, and all processes. When it closes, at the end or when
 * the demo is interrupted, nothing of it is left.
 */
final class Stage implements AutoCloseable {

  private static final int SECONDS_TO_END = 15;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private boolean closed;

  Stage() throws IOException {
    folder = Files.createTempDirectory("kprofefe-demo-");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** For files that nobody needs after the demo. */
  Path folder() {
    return folder;
  }

  /**
   * Starts a program that stays, and waits for the first line that it says.
   *
   * @throws IOException when it ends without a word, with what it wrote to standard error
   */
  String started(List<String> words) throws IOException {
    Path errors = Files.createTempFile(folder, "errors-", ".txt");
    Process process = start(new ProcessBuilder(words).redirectError(errors.toFile()));
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null) {
      throw new DemoFailure(words + " did not start: " + Files.readString(errors).strip());
    }
    return line;
  }

  /** Runs a program to its end, with this terminal as its own. */
  int run(List<String> words) throws IOException, InterruptedException {
    return start(new ProcessBuilder(words).inheritIO()).waitFor();
  }

  /** Also in the middle of everything. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    processes.forEach(Process::destroy);
    processes.forEach(Stage::awaitEnd);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      System.err.println("not all of " + folder + " could be removed: " + e.getMessage());
    }
  }

  private synchronized Process start(ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new DemoFailure("it is over");
    }
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
