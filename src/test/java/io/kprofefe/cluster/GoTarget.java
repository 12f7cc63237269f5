package io.kprofefe.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Go program of {@code src/test/cluster/target}, built and running on each of the addresses.
 */
final class GoTarget implements AutoCloseable {

  static final int PORT = 6060;

  private static final Pattern READY = Pattern.compile("^ready$");

  private final Running program;

  private GoTarget(Running program) {
    this.program = program;
  }

  /** What it answered once: a body of so many bytes with this SHA-256, in hexadecimal digits. */
  record Sent(int status, int bytes, String hash) {}

  /**
   * Comes back once all profiles have something to show.
   *
   * @param folder for the binary
   */
  static GoTarget start(Path folder, List<String> addresses) {
    Path binary = folder.resolve("target");
    Command.of("go", "build", "-C", "src/test/cluster/target", "-o", binary.toString(), ".")
        .run()
        .succeeded();
    String listen =
        addresses.stream().map(address -> address + ":" + PORT).collect(Collectors.joining(","));
    var target = new GoTarget(Running.start(Command.of(binary.toString(), "-listen", listen)));
    target.program.awaitLine(READY);
    return target;
  }

  /** The first answer of this address to this path. */
  Sent sent(String address, String path) {
    String line = "^sent %s:%d %s (\\d+) (\\d+) (\\w+)$".formatted(address, PORT, path);
    MatchResult sent = program.awaitLine(Pattern.compile(line));
    return new Sent(
        Integer.parseInt(sent.group(1)), Integer.parseInt(sent.group(2)), sent.group(3));
  }

  @Override
  public void close() {
    program.close();
  }
}
