package io.kprofefe.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A program that goes on while the test does, and never outlives it. */
final class Running implements AutoCloseable {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Process process;
  private final List<String> lines = new ArrayList<>();

  /**
   * Reading from a pipe holds on to a carrier: a few virtual threads would keep all others away.
   */
  private final Thread reader = Thread.ofPlatform().daemon().unstarted(this::read);

  private boolean ended;

  private Running(Process process) {
    this.process = process;
  }

  static Running start(Command command) {
    try {
      var running = new Running(command.builder().redirectErrorStream(true).start());
      Runtime.getRuntime().addShutdownHook(new Thread(running.process::destroy));
      running.reader.start();
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line, of those said and those to come, in which the pattern is found. */
  MatchResult awaitLine(Pattern pattern) {
    try {
      for (int at = 0; ; at++) {
        var matcher = pattern.matcher(line(at, pattern));
        if (matcher.find()) {
          return matcher.toMatchResult();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** All that it has said so far. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private synchronized String line(int at, Pattern pattern) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (at == lines.size()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (ended || left <= 0) {
        throw new AssertionError("never said " + pattern + ": " + String.join("\n", lines));
      }
      wait(left);
    }
    return lines.get(at);
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said(line);
      }
    } catch (IOException e) {
      said(e.toString()); // the program was killed
    }
    said();
  }

  private synchronized void said(String... more) {
    lines.addAll(List.of(more));
    ended = more.length == 0;
    notifyAll();
  }
}
