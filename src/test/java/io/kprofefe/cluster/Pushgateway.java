package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Debian's Pushgateway, installed where it is missing; also a Go program that serves pprof. */
final class Pushgateway implements AutoCloseable {

  static final int PORT = 9091;

  private static final Pattern LISTENING = Pattern.compile("Listening on");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address = Loopback.address();
  private final Running program;
  private final HttpClient http = HttpClient.newHttpClient();

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
    return groups(http, url());
  }

  /** Those of another one. */
  static List<JsonNode> groupsAt(URI url) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return StreamSupport.stream(groups(http, url).spliterator(), false).toList();
    }
  }

  private static JsonNode groups(HttpClient http, URI url) {
    try {
      var request = HttpRequest.newBuilder(url.resolve("/api/v1/metrics")).build();
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).at("/data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
    program.close();
  }
}
