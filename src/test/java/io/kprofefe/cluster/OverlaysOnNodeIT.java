package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each overlay does what it is for, once it is applied; quickstart: {@link QuickstartIT}. */
@OnRealCluster
class OverlaysOnNodeIT {

  private final RealNode node;

  OverlaysOnNodeIT(RealNode node) {
    this.node = node;
  }

  @Test
  void per_namespace_takes_the_pods_beside_it_and_tells_the_pushgateway_under_its_name() {
    try (var installed = overlay("per-namespace").apply().available()) {
      assertComplete(installed.run("once"));
      assertEquals(Set.of("pushgateway"), installed.registry().services());

      JsonNode groups = Pushgateway.groupsAt(installed.service("pushgateway"));
      assertEquals(1, groups.size());
      JsonNode labels = groups.at("/0/labels");
      assertEquals("kprofefe", labels.at("/job").asText());
      assertEquals(installed.namespace().name(), labels.at("/namespace").asText());
      assertEquals("kprofefe", labels.at("/cronjob").asText());
    }
  }

  @Test
  void high_frequency_takes_each_pod_by_one_of_its_two_cron_jobs() {
    try (var shop = Shop.open(node.cluster());
        var installed = overlay("high-frequency").apply().available()) {
      shop.kubectl("label", "pods", "-l", "app=front", "profefe.com/frequency=high");
      StoredProfiles stored = installed.registry().in(shop.namespace().name());

      assertComplete(installed.start("kprofefe-often", "often").awaitEnd());
      assertEquals(shop.podsOf("front"), stored.podsOf("front", "heap"));
      assertEquals(List.of(), stored.podsOf("alone", "heap"));

      assertComplete(installed.run("others"));
      assertEquals(shop.podsOf("front"), stored.podsOf("front", "heap"));
      assertEquals(List.of("alone"), stored.podsOf("alone", "heap"));
    }
  }

  private Installation overlay(String name) {
    return Installation.of(node, name)
        .with("registry", "pushgateway")
        .setting("KPROFEFE_CPU_SECONDS", "1");
  }

  private static void assertComplete(OneRun run) {
    assertTrue(run.complete(), run.log());
  }
}
