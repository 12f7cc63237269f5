package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code kubectl apply -k manifests/monitoring} makes is what the Prometheus Operator takes.
 */
@OnRealCluster
class OperatorObjectsIT {

  private final RealCluster cluster;

  OperatorObjectsIT(RealCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void rules_scrape_and_dashboard_are_taken_without_a_warning(@TempDir Path folder) {
    try (var namespace = cluster.namespace("monitoring");
        var _ = OperatorDefinitions.at(cluster, "prometheusrules", "servicemonitors")) {
      Path overlay = Overlay.of("manifests/monitoring", namespace, folder).folder();
      var created =
          cluster
              .kubectl("create", "--dry-run=server", "--validate=strict", "-k", overlay.toString())
              .run();

      assertEquals("", created.errors());
      assertEquals(0, created.code());
      for (String kind : new String[] {"prometheusrule", "servicemonitor", "configmap"}) {
        assertTrue(
            Stream.of(created.output().split("\n")).anyMatch(line -> line.startsWith(kind)),
            created.output());
      }
    }
  }
}
