package io.kprofefe.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.monitoring.MonitoringFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Debian's Prometheus, set up as {@code manifests/monitoring} says: its scrape configuration but
 * for the Pushgateway's address, and its rules.
 */
final class Prometheus implements AutoCloseable {

  private static final int PORT = 9090;
  private static final Pattern READY = Pattern.compile("ready to receive web requests");
  private static final String SHIPPED_ADDRESS = "pushgateway.kprofefe:9091";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final String address = Loopback.address();
  private final JsonAnswers answers = new JsonAnswers();
  private final Running program;

  private Prometheus(Pushgateway pushgateway, Path folder) {
    Command.of("src/test/cluster/install", "prometheus=prometheus").run().succeeded();
    program =
        Running.start(
            Command.of(
                "prometheus",
                "--config.file=" + configuration(pushgateway, folder),
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=" + address + ":" + PORT));
    program.awaitLine(READY);
  }

  /**
   * @param folder for its files
   */
  static Prometheus scraping(Pushgateway pushgateway, Path folder) {
    return new Prometheus(pushgateway, folder);
  }

  /** What an expression comes to now: one element a series. */
  JsonNode query(String expression) {
    JsonNode answer = get("query?query=" + URLEncoder.encode(expression, UTF_8));
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return answer.at("/data/result");
  }

  /** The answer to {@code /api/v1/<path>} once it is as wanted. */
  JsonNode await(String path, Predicate<JsonNode> wanted) {
    return Waiting.until(LONGEST_WAIT, path, () -> get(path), wanted);
  }

  @Override
  public void close() {
    answers.close();
    program.close();
  }

  private JsonNode get(String path) {
    return answers.get(URI.create("http://" + address + ":" + PORT + "/api/v1/" + path));
  }

  private static Path configuration(Pushgateway pushgateway, Path folder) {
    String scrape = MonitoringFiles.text("scrape.yaml");
    if (!scrape.contains(SHIPPED_ADDRESS)) {
      throw new AssertionError("not scraped there: " + SHIPPED_ADDRESS);
    }
    String configuration =
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        %s\
        """
            .formatted(
                MonitoringFiles.path("rules.yaml").toAbsolutePath(),
                scrape.replace(SHIPPED_ADDRESS, pushgateway.url().getAuthority()));
    try {
      return Files.writeString(folder.resolve("prometheus.yml"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
