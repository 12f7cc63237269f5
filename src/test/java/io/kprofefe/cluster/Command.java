package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program to run to its end, as a user would.
 *
 * @param environment beside the test's own, which never has a {@code KUBECONFIG}: that may be
 *     somebody's production
 * @param limit a safety net: it is killed then, and the test fails
 */
public record Command(List<String> words, Map<String, String> environment, Duration limit) {

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), Duration.ofMinutes(5));
  }

  public Command with(String variable, String value) {
    var more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Command(words, more, limit);
  }

  /** With these words behind the others. */
  public Command words(List<String> more) {
    return new Command(Stream.concat(words.stream(), more.stream()).toList(), environment, limit);
  }

  public Command within(Duration longest) {
    return new Command(words, environment, longest);
  }

  /** As at a terminal: of a background job even the children of its children ignore SIGINT. */
  public Command heedingInterrupts() {
    return new Command(
        Stream.concat(Stream.of("env", "--default-signal=INT"), words.stream()).toList(),
        environment,
        limit);
  }

  /** What it said and how it ended. */
  public record Ended(int code, String output, String errors) {

    /** The output of a command that must succeed. */
    public String succeeded() {
      if (code != 0) {
        throw new AssertionError("exit " + code + "\n" + errors + output);
      }
      return output;
    }
  }

  public Ended run() {
    try {
      Path output = Files.createTempFile("command", ".out");
      Path errors = Files.createTempFile("command", ".err");
      try {
        Process process =
            builder().redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(
              "not ended in " + limit + ": " + words + "\n" + Files.readString(errors));
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + words, e);
    }
  }

  /** For a program that goes on while the test does. */
  public ProcessBuilder builder() {
    var builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(Command::namesSomebodysOwn);
    builder.environment().putAll(environment);
    return builder;
  }

  private static boolean namesSomebodysOwn(String variable) {
    return variable.equals("KUBECONFIG") || variable.startsWith("KPROFEFE_");
  }
}
