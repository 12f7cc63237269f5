package io.kprofefe.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What standard error is. */
final class StandardError {

  private static final Path HERE = Path.of("/proc/self/fd/2");

  private StandardError() {}

  /**
   * Whether a person sees it. {@link System#console()} speaks of standard input and output, which
   * may be redirected while errors are still seen: Linux is asked about this stream itself.
   */
  static boolean isTerminal(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && (Files.isSymbolicLink(HERE) ? isTerminal(HERE) : isConsole());
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
