package io.kprofefe.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.monitoring.Dashboard;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of the program, a real Pushgateway and a real Prometheus, which is set up by what {@code
 * manifests/monitoring} ships: a shard that succeeds, another that is partial, a CronJob that is
 * denied.
 */
@Tag("cluster")
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class MonitoringIT {

  private static final int DENIED = 77;
  private static final int PARTIAL = 70;

  private final PprofServer pprof = PprofServer.with(2);
  private final Pushgateway pushgateway = Pushgateway.start();
  private Prometheus prometheus;

  @BeforeAll
  void three_runs_have_pushed_and_prometheus_has_read_it(@TempDir Path folder) throws IOException {
    pprof.serving("heap", Handler.profile(Profiles.at(Instant.now())));
    pprof.serving("mutex", Handler.status(404, "no".getBytes(UTF_8)));
    try (var api = FakeApiServer.start();
        var closed = FakeApiServer.start().onRequests(1, 100, ApiFault.refused(403, "no"))) {
      api.with(pod("web-0", pprof.addresses().get(0)), pod("web-1", pprof.addresses().get(1)));
      assertEquals(0, run(api, folder, "cronjob=kprofefe,shard=0", "heap"));
      assertEquals(PARTIAL, run(api, folder, "cronjob=kprofefe,shard=1", "heap,mutex"));
      assertEquals(DENIED, run(closed, folder, "cronjob=denied", "heap"));
    }
    prometheus = Prometheus.scraping(pushgateway, folder);
    prometheus.await(
        "query?query=kprofefe_last_completion_timestamp_seconds",
        answer -> answer.at("/data/result").size() == 3);
  }

  @AfterAll
  void close() {
    pushgateway.close();
    pprof.close();
    prometheus.close();
  }

  @Test
  void what_was_pushed_keeps_its_own_labels() {
    assertEquals(
        List.of("shop/denied  77", "shop/kprofefe 0 0", "shop/kprofefe 1 70"),
        each(prometheus.query("kprofefe_last_run_exit_code{job=\"kprofefe\"}"))
            .map(series -> shown(series.path("metric")) + " " + series.at("/value/1").asText())
            .sorted()
            .toList());
    assertTrue(prometheus.query("{exported_namespace!=\"\"}").isEmpty());
  }

  @Test
  void every_query_of_the_dashboard_finds_data() {
    assertAll(
        new Dashboard()
            .queries().stream()
                .map(query ->
                    () -> assertFalse(prometheus.query(query.ofAll()).isEmpty(), query::toString)));
  }

  @Test
  void every_rule_is_evaluated_without_an_error() {
    Predicate<JsonNode> evaluated =
        answer -> rules(answer).noneMatch(rule -> health(rule).equals("unknown"));
    JsonNode answer = prometheus.await("rules", evaluated);

    assertEquals(
        Map.of("ok", rules(answer).count()),
        rules(answer).collect(Collectors.groupingBy(MonitoringIT::health, Collectors.counting())),
        answer::toString);
  }

  @Test
  void the_runs_that_went_wrong_raise_their_alerts_and_the_good_one_none() {
    Predicate<JsonNode> both = answer -> answer.at("/data/alerts").size() >= 2;
    JsonNode alerts = prometheus.await("alerts", both).at("/data/alerts");

    assertEquals(
        List.of("KprofefeDenied shop/denied ", "KprofefePartialFailures shop/kprofefe 1"),
        each(alerts)
            .map(alert -> alert.path("labels"))
            .map(labels -> labels.path("alertname").asText() + " " + shown(labels))
            .sorted()
            .toList());
  }

  private int run(FakeApiServer api, Path folder, String grouping, String profiles)
      throws IOException {
    Path own = Files.createTempDirectory(folder, "run");
    return new Kprofefe(api.kubeconfig(own))
        .collect(
            "-n",
            "shop",
            "--profiles=" + profiles,
            "--dir=" + own.resolve("profiles"),
            "--pushgateway-url=" + pushgateway.url(),
            "--grouping=namespace=shop," + grouping)
        .run()
        .code();
  }

  private static TestPod pod(String name, InetSocketAddress address) {
    return TestPod.enabled("shop", name)
        .at(address.getAddress().getHostAddress())
        .annotated("profefe.com/port", Integer.toString(address.getPort()));
  }

  private static Stream<JsonNode> rules(JsonNode answer) {
    return each(answer.at("/data/groups")).flatMap(group -> each(group.path("rules")));
  }

  private static String health(JsonNode rule) {
    return rule.path("health").asText();
  }

  /** {@code namespace/cronjob shard}, of which the last is often empty. */
  private static String shown(JsonNode labels) {
    return "%s/%s %s"
        .formatted(
            labels.path("namespace").asText(),
            labels.path("cronjob").asText(),
            labels.path("shard").asText());
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
