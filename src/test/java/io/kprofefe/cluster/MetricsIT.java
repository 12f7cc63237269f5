package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Pushgateway shows of our runs. */
@OnRealCluster
class MetricsIT {

  private static final String PREFIX = "kprofefe_last_";

  private final RealCluster cluster;

  MetricsIT(RealCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void the_pushgateway_shows_this_runs_figures_and_keeps_the_last_success(@TempDir Path folder) {
    String address = Loopback.address();
    try (var namespace = cluster.namespace("figures");
        var pushgateway = Pushgateway.start();
        var _ = GoTarget.start(folder, List.of(address))) {
      namespace.create(
          PodObject.annotated("web-0", address, GoTarget.PORT),
          PodObject.annotated("pending-0", "", GoTarget.PORT).inPhase("Pending"));

      assertEquals(0, run(namespace, pushgateway, folder, cluster.kubeconfig()).code());
      JsonNode success = group(pushgateway, namespace);
      assertEquals(1, value(success, "run_profiles", Map.of("type", "heap", "outcome", "stored")));
      assertEquals(0, value(success, "run_profiles", Map.of("type", "heap", "outcome", "timeout")));
      assertEquals(1, value(success, "run_profiles", Map.of("type", "cpu", "outcome", "stored")));
      assertEquals(1, value(success, "run_pods", Map.of("state", "selected")));
      assertEquals(1, value(success, "run_pods", Map.of("state", "skipped")));
      assertEquals(1, value(success, "run_pods", Map.of("state", "profiled")));
      assertEquals(0, value(success, "run_exit_code", Map.of()));
      assertTrue(value(success, "run_profile_bytes", Map.of("type", "heap")) > 0);
      assertTrue(value(success, "run_duration_seconds", Map.of()) >= 1);

      namespace.serviceAccount("nobody");
      Path nobody = cluster.kubeconfigFor(namespace.token("nobody"));
      assertEquals(77, run(namespace, pushgateway, folder, nobody).code());
      JsonNode failure = group(pushgateway, namespace);
      assertEquals(77, value(failure, "run_exit_code", Map.of()));
      assertEquals(
          value(success, "success_timestamp_seconds", Map.of()),
          value(failure, "success_timestamp_seconds", Map.of()));
      assertNotEquals(
          value(success, "completion_timestamp_seconds", Map.of()),
          value(failure, "completion_timestamp_seconds", Map.of()));
    }
  }

  private static Command.Ended run(
      TestNamespace namespace, Pushgateway pushgateway, Path folder, Path kubeconfig) {
    return new Kprofefe(kubeconfig)
        .collect(
            "-n",
            namespace.name(),
            "--cpu-seconds",
            "1",
            "--dir",
            folder.resolve("profiles").toString(),
            "--pushgateway-url",
            pushgateway.url().toString(),
            "--grouping",
            "namespace=" + namespace.name(),
            "--grouping",
            "cronjob=nightly")
        .run();
  }

  /** The one group there is: that of the CronJob, whatever the pods' names. */
  private static JsonNode group(Pushgateway pushgateway, TestNamespace namespace) {
    JsonNode groups = pushgateway.groups();
    assertEquals(1, groups.size(), groups::toString);
    JsonNode labels = groups.at("/0/labels");
    assertEquals("kprofefe", labels.path("job").asText());
    assertEquals(namespace.name(), labels.path("namespace").asText());
    assertEquals("nightly", labels.path("cronjob").asText());
    return groups.get(0);
  }

  private static double value(JsonNode group, String metric, Map<String, String> labels) {
    JsonNode family = group.path(PREFIX + metric).path("metrics");
    return StreamSupport.stream(family.spliterator(), false)
        .filter(one ->
            labels.entrySet().stream()
                .allMatch(label ->
                    one.path("labels").path(label.getKey()).asText().equals(label.getValue())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(metric + labels + " in " + group))
        .path("value")
        .asDouble();
  }
}
