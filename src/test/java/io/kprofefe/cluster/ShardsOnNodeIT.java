package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The shards of an Indexed Job, side by side on the node. */
@OnRealCluster
class ShardsOnNodeIT {

  private static final int PODS = 40;
  private static final List<String> SHARDS = List.of("0", "1", "2", "3");

  private final Installation sharded;

  ShardsOnNodeIT(RealNode node) {
    sharded =
        Installation.of(node, "per-namespace")
            .with("sharding", "registry", "pushgateway")
            .setting("KPROFEFE_SELECTOR", "app=fleet")
            .setting("KPROFEFE_PROFILES", "heap");
  }

  @Test
  void four_shards_over_forty_pods_take_each_once_and_each_tells_its_own_figures() {
    try (Installed installed = sharded.apply().available()) {
      var fleet = Fleet.of(PODS, installed);
      OneRun run = installed.run("sharded");

      assertTrue(run.complete(), run::log);
      assertEquals(Map.of("0", 0, "1", 0, "2", 0, "3", 0), endings(run));
      assertEquals(PODS, fleet.pods().size());
      assertEquals(fleet.pods(), installed.registry().podsOf(Fleet.SERVICE, "heap"));

      List<JsonNode> groups = groups(installed);
      assertEquals(SHARDS, groups.stream().map(ShardsOnNodeIT::shard).toList());
      assertEquals(PODS, groups.stream().mapToInt(ShardsOnNodeIT::selected).sum());
      assertTrue(groups.stream().allMatch(group -> selected(group) > 0), groups::toString);
    }
  }

  /** Each would choose in its own way, or end with 64, if it did not know which run it is of. */
  @Test
  void the_shards_of_a_job_sample_together_and_another_job_samples_others() {
    Installation sampling = sharded.setting("KPROFEFE_PODS_PER_SERVICE", "30%");
    try (Installed installed = sampling.apply().available()) {
      Fleet.of(20, installed);
      OneRun first = installed.run("first");
      assertTrue(first.complete(), first::log);
      List<String> once = installed.registry().podsOf(Fleet.SERVICE, "heap");
      assertEquals(6, once.size());

      OneRun second = installed.run("second");
      assertTrue(second.complete(), second::log);
      List<String> twice = installed.registry().podsOf(Fleet.SERVICE, "heap");
      assertEquals(12, twice.size());
      assertTrue(twice.stream().distinct().count() > 6, twice::toString);
    }
  }

  /** In the order of their shards. */
  private static List<JsonNode> groups(Installed installed) {
    return Shipped.each(Pushgateway.groupsAt(installed.service("pushgateway")))
        .sorted(Comparator.comparing(ShardsOnNodeIT::shard))
        .toList();
  }

  private static String shard(JsonNode group) {
    return group.at("/labels/shard").asText();
  }

  private static int selected(JsonNode group) {
    JsonNode states = group.at("/kprofefe_last_run_pods/metrics");
    return StreamSupport.stream(states.spliterator(), false)
        .filter(state -> state.at("/labels/state").asText().equals("selected"))
        .mapToInt(state -> state.at("/value").asInt())
        .sum();
  }

  @Test
  void a_shard_that_fails_for_good_ends_no_other() {
    try (Installed installed = sharded.patched(NOT_FOR_SHARD_0).apply().available()) {
      Fleet.of(1, installed);
      OneRun run = installed.run("halting");

      assertEquals(Map.of("0", 64, "1", 0, "2", 0, "3", 0), endings(run));
      assertEquals(Optional.of("FailedIndexes"), run.failure());
      JsonNode status = installed.batch("jobs/halting").at("/status");
      assertEquals("0", status.at("/failedIndexes").asText());
      assertEquals("1-3", status.at("/completedIndexes").asText());
    }
  }

  /** Its index is a number of bodies, and none at all is no number to work with. */
  private static final String NOT_FOR_SHARD_0 =
      """
        - target: {kind: CronJob}
          patch: |
            - op: add
              path: /spec/jobTemplate/spec/template/spec/containers/0/env/-
              value:
                name: KPROFEFE_MAX_BODIES
                valueFrom:
                  fieldRef:
                    fieldPath: metadata.annotations['batch.kubernetes.io/job-completion-index']
      """;

  /** The exit codes by index; -1 for one that had more than one pod, or whose pod has not ended. */
  private static Map<String, Integer> endings(OneRun run) {
    return run.pods().stream()
        .collect(
            Collectors.toMap(
                ShardsOnNodeIT::index, ShardsOnNodeIT::exitCode, (_, _) -> -1, TreeMap::new));
  }

  private static String index(JsonNode pod) {
    return pod.at("/metadata/annotations").get("batch.kubernetes.io/job-completion-index").asText();
  }

  private static int exitCode(JsonNode pod) {
    return pod.at("/status/containerStatuses/0/state/terminated/exitCode").asInt(-1);
  }
}
