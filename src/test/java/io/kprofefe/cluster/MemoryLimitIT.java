package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The memory that a run is given is enough for it, and it is no more than that. */
@OnRealCluster
class MemoryLimitIT {

  private final Installation ours;

  MemoryLimitIT(RealNode node) {
    ours =
        Installation.of(node, "per-namespace")
            .with("registry")
            .setting("KPROFEFE_CPU_SECONDS", "1");
  }

  /** Of each at most the limit of one profile is read: 8 MiB, and together more than there is. */
  @Test
  void pods_that_send_and_send_are_cut_off_and_cost_no_more_than_the_shipped_limit() {
    try (Installed installed = ours.apply().available()) {
      Fleet.of(40, installed, "-endless");
      OneRun run = installed.run("flooded");

      assertEquals(List.of(70), run.exitCodes(), run::log);
      assertEquals("Error", ending(run).at("/reason").asText()); // not OOMKilled
      String log = run.log();
      assertTrue(log.contains(" 0 profiles stored"), log);
      assertTrue(log.contains(" heap: too_large: "), log);
    }
  }

  @Test
  void a_run_without_the_memory_it_needs_dies_and_is_not_tried_again() {
    try (Installed installed = ours.patched(TOO_LITTLE).apply().available()) {
      Fleet.of(1, installed);
      OneRun run = installed.run("starved");

      assertEquals(1, run.exitCodes().size());
      assertTrue(Set.of(3, 137).containsAll(run.exitCodes()), run.exitCodes()::toString);
      assertEquals(Optional.of("PodFailurePolicy"), run.failure());
    }
  }

  private static final String TOO_LITTLE =
      """
        - target: {kind: CronJob}
          patch: |
            - op: replace
              path: /spec/jobTemplate/spec/template/spec/containers/0/resources
              value: {requests: {memory: 32Mi}, limits: {memory: 32Mi}}
      """;

  private static JsonNode ending(OneRun run) {
    return run.pods().getFirst().at("/status/containerStatuses/0/state/terminated");
  }
}
