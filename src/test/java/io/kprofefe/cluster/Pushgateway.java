package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.regex.Pattern;

/** Debian's Pushgateway, installed where it is missing; also a Go program that serves pprof. */
final class Pushgateway implements AutoCloseable {

  static final int PORT = 9091;

  private static final Pattern LISTENING = Pattern.compile("Listening on");

  private final String address = Loopback.address();
  private final Running program;

  private Pushgateway() {
    Command.of("src/test/cluster/install", "prometheus-pushgateway=prometheus-pushgateway")
        .run()
        .succeeded();
    program =
        Running.start(
            Command.of(
                "prometheus-pushgateway",
                "--web.listen-address=" + address + ":" + PORT,
                "--persistence.file="));
    program.awaitLine(LISTENING);
  }

  static Pushgateway start() {
    return new Pushgateway();
  }

  String address() {
    return address;
  }

  URI url() {
    return URI.create("http://" + address + ":" + PORT);
  }

  /** All groups that were pushed, each with its labels and metrics. */
  JsonNode groups() {
    return groupsAt(url());
  }

  /** Those of any Pushgateway. */
  static JsonNode groupsAt(URI url) {
    try (var answers = new JsonAnswers()) {
      return answers.get(url.resolve("/api/v1/metrics")).at("/data");
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
