package io.kprofefe.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a stream of this process is one. {@link System#console()} speaks of standard input and
 * output together, one of which may be redirected: Linux is asked about the stream itself.
 */
final class Terminal {

  private static final Path OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path ERRORS = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Whether a person sees standard output, on any terminal. */
  static boolean isOutput() {
    return isOne(OUTPUT);
  }

  /** Whether a person sees standard error, on a terminal that can change a line. */
  static boolean isErrors(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb") && isOne(ERRORS);
  }

  private static boolean isOne(Path stream) {
    return Files.isSymbolicLink(stream) ? isTerminal(stream) : isConsole();
  }

  private static boolean isTerminal(Path link) {
    try {
      String device = Files.readSymbolicLink(link).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException unknown) {
      return false;
    }
  }

  /** There may be none, whatever its documents say of other providers. */
  private static boolean isConsole() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
