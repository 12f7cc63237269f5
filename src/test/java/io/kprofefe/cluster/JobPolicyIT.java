package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What Kubernetes makes of a run that ended: another try where it can help, and only there. */
@OnRealCluster
class JobPolicyIT {

  /** A minute to the next tick, and its run. */
  private static final Duration TICK = Duration.ofMinutes(2);

  private final Installation ours;

  JobPolicyIT(RealNode node) {
    ours = Installation.of(node, "per-namespace").setting("KPROFEFE_PROFILES", "heap,goroutine");
  }

  @Test
  void wrong_settings_fail_at_once_and_are_not_tried_again() {
    try (Installed installed = ours.setting("KPROFEFE_CPU_SECONDS", "abc").apply()) {
      OneRun run = installed.run("wrong");
      assertFailedForGood(64, run);
      assertSays("KPROFEFE_CPU_SECONDS", run.log());
      assertSays("abc", run.log());
    }
  }

  @Test
  void a_namespace_without_rights_is_77_and_says_what_is_missing() {
    try (Installed installed = ours.with("registry", "pushgateway").apply().available()) {
      OneRun own = installed.run("own");
      assertTrue(own.complete(), own::log);
      assertEquals(1, installed.registry().of("pushgateway", "heap").size());

      installed.set("KPROFEFE_NAMESPACE", "kube-system");
      OneRun other = installed.run("other");
      assertFailedForGood(77, other);
      assertSays(
          "may not list pods in namespace kube-system: needs the verb list on pods", other.log());
      assertEquals(1, installed.registry().of("pushgateway", "heap").size());
    }
  }

  private static void assertFailedForGood(int code, OneRun run) {
    assertEquals(Optional.of("PodFailurePolicy"), run.failure(), run::log);
    assertEquals(1, run.pods().size());
    assertEquals(List.of(code), run.exitCodes());
  }

  private static void assertSays(String what, String log) {
    assertTrue(log.contains(what), log);
  }

  @Test
  void a_registry_that_is_away_is_tried_again_until_it_is_there() {
    Installation away = ours.with("registry").patched(WITHOUT_REGISTRY);
    try (Installed installed = away.apply()) {
      var fleet = Fleet.of(1, installed);
      OneRun run = installed.start("kprofefe", "patient");
      Waiting.until(TICK, "a first try ends", () -> !run.exitCodes().isEmpty());
      assertEquals(List.of(75), run.exitCodes());

      installed.kubectl("scale", "deployment/profefe", "--replicas=1").run().succeeded();
      run.awaitEnd();

      List<Integer> codes = run.exitCodes();
      assertTrue(Set.of(List.of(75, 0), List.of(75, 75, 0)).contains(codes), codes::toString);
      assertTrue(run.complete());
      assertEquals(fleet.pods(), installed.registry().podsOf(Fleet.SERVICE, "heap"));
    }
  }

  private static final String WITHOUT_REGISTRY =
      """
        - target: {kind: Deployment, name: profefe}
          patch: |
            - {op: replace, path: /spec/replicas, value: 0}
      """;

  @Test
  void its_own_tick_starts_a_run_where_restricted_is_enforced_and_nothing_is_rejected() {
    Installation everyMinute =
        ours.with("registry", "pushgateway", "network-policy").patched(EVERY_MINUTE);
    try (Installed installed = everyMinute.apply().available()) {
      JsonNode before = installed.batch("cronjobs/kprofefe").at("/spec");
      Waiting.until(TICK, "a tick starts a run", () -> !jobs(installed).isEmpty());
      JsonNode job = jobs(installed).getFirst();
      OneRun run = new OneRun(installed, job.at("/metadata/name").asText()).awaitEnd();

      assertTrue(run.complete(), run::log);
      assertEquals("CronJob", job.at("/metadata/ownerReferences/0/kind").asText());
      assertEquals("kprofefe", job.at("/metadata/ownerReferences/0/name").asText());
      assertEquals("Forbid", before.at("/concurrencyPolicy").asText());
      assertEquals(before, installed.batch("cronjobs/kprofefe").at("/spec"));
      assertEquals(1, installed.registry().of("pushgateway", "heap").size());
      assertEquals(List.of(), rejections(installed));
      assertEnforced(installed);
    }
  }

  private static final String EVERY_MINUTE =
      """
        - target: {kind: CronJob}
          patch: |
            - {op: replace, path: /spec/schedule, value: "* * * * *"}
            - {op: replace, path: /spec/suspend, value: false}
      """;

  private static List<JsonNode> jobs(Installed installed) {
    return items(installed.batch("jobs"));
  }

  /** What a controller says when it may not make a pod, PodSecurity's reasons among it. */
  private static List<String> rejections(Installed installed) {
    return items(installed.object("events")).stream()
        .filter(event -> event.at("/reason").asText().equals("FailedCreate"))
        .map(event -> event.at("/message").asText())
        .toList();
  }

  /** Or nothing could have been rejected. */
  private static void assertEnforced(Installed installed) {
    installed
        .kubectl("create", "deployment", "ordinary", "--image=" + RealNode.TARGET)
        .run()
        .succeeded();
    Waiting.until(
        TICK,
        "an ordinary pod is rejected",
        () ->
            rejections(installed).stream()
                .anyMatch(why -> why.contains("violates PodSecurity \"restricted:latest\"")));
  }

  private static List<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.at("/items").spliterator(), false).toList();
  }
}
