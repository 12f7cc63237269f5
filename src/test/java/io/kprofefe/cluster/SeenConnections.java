package io.kprofefe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The connections of the node's pods as the kernel follows them, from the opening of this on. They
 * are told with whom they really were, behind the Service that was asked for.
 */
final class SeenConnections implements AutoCloseable {

  /**
   * @param protocol as Kubernetes calls it
   * @param from an address
   * @param to an address
   */
  record Connection(String protocol, String from, String to, int port) {}

  /** Protocol, who asks; and of the answer to come, from where it will. */
  private static final Pattern NEW =
      Pattern.compile("\\[NEW] (\\w+) .*? src=(\\S+) .* src=(\\S+) dst=\\S+ sport=(\\d+)");

  private static final Duration TO_LISTEN = Duration.ofSeconds(30);

  private final Running conntrack =
      Running.start(Command.of("conntrack", "--event", "--event-mask", "NEW"));
  private final InetSocketAddress door;

  private SeenConnections(InetSocketAddress door) {
    this.door = door;
  }

  /**
   * @param door where somebody answers on the node: a connection of our own tells that all before
   *     it have been seen
   */
  static SeenConnections open(InetSocketAddress door) {
    var seen = new SeenConnections(door);
    Waiting.until(TO_LISTEN, "conntrack listens", seen::hearsAKnock);
    return seen;
  }

  /** Those that an address has asked for until now. */
  Set<Connection> from(String address) {
    conntrack.awaitLine(Pattern.compile(" sport=" + knock() + " "));
    return all()
        .filter(connection -> connection.from().equals(address))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    conntrack.close();
  }

  private boolean hearsAKnock() {
    knock();
    return all().findAny().isPresent();
  }

  /** Our own port. */
  private int knock() {
    try (var socket = new Socket(door.getAddress(), door.getPort())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Connection> all() {
    return conntrack.lines().stream()
        .flatMap(line -> NEW.matcher(line).results())
        .map(SeenConnections::connection);
  }

  private static Connection connection(MatchResult line) {
    String protocol = line.group(1).toUpperCase(Locale.ROOT);
    return new Connection(protocol, line.group(2), line.group(3), Integer.parseInt(line.group(4)));
  }
}
