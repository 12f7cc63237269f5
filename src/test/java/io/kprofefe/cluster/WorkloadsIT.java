package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a run makes of pods of every kind, in the cluster as it is. */
@OnRealCluster
class WorkloadsIT {

  private static final List<String> DEFAULT_TYPES = List.of("cpu", "heap", "goroutine", "mutex");

  private final RealNode node;

  WorkloadsIT(RealNode node) {
    this.node = node;
  }

  @Test
  void each_pod_that_can_be_profiled_is_stored_under_its_workloads_name_and_the_others_are_told() {
    var overlay =
        Installation.of(node, "cluster-wide")
            .with("registry", "pushgateway")
            .setting("KPROFEFE_CPU_SECONDS", "1");
    try (var shop = Shop.open(node.cluster());
        var installed = overlay.apply().available()) {
      OneRun run = installed.run("once");
      assertTrue(run.complete(), run.log());

      var stored = installed.registry().in(shop.namespace().name());
      Map<String, List<String>> expected =
          Map.of(
              "front", shop.podsOf("front"),
              "store", List.of("store-0", "store-1"),
              "alone", List.of("alone"),
              "pair-left", List.of("pair"),
              "pair-right", List.of("pair"));
      for (String type : DEFAULT_TYPES) {
        assertEquals(expected, podsByService(stored, expected.keySet().stream(), type), type);
      }
      assertEquals(List.of(), stored.podsOf("quiet", "heap"));

      String shopName = shop.namespace().name();
      String log = run.log();
      assertTrue(log.contains("SKIPPED  " + shopName + "/on-host: "), log);
      assertTrue(log.contains("SKIPPED  " + shopName + "/leaving: "), log);
      assertTrue(log.contains(shopName + "/crashing"), log);

      overlay.setting("KPROFEFE_HOST_NETWORK", "true").applyIn(installed.namespace());
      OneRun onHosts = installed.run("on-hosts");
      assertTrue(onHosts.complete(), onHosts.log());
      assertEquals(List.of("on-host"), stored.podsOf("on-host", "heap"));
    }
  }

  private static Map<String, List<String>> podsByService(
      StoredProfiles stored, Stream<String> services, String type) {
    return services.collect(
        Collectors.toMap(service -> service, service -> stored.podsOf(service, type)));
  }
}
