package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A run whose pod has to go while CPU profiles are being sampled; all else is delivered by then.
 */
@OnRealCluster
class MidRunIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int PODS = 3;

  /** The last of the instant profiles. */
  private static final String LAST = "mutex";

  private static final Pattern CANCELLED =
      Pattern.compile("FAILED +\\S+/fleet-\\S+ cpu: cancelled: .*SIGTERM");

  private final Installed installed;

  MidRunIT(RealNode node) {
    installed =
        Installation.of(node, "per-namespace")
            .with("registry")
            .setting("KPROFEFE_CPU_SECONDS", "20")
            .apply();
  }

  @BeforeEach
  void there_are_pods_to_profile() {
    installed.available();
    Fleet.of(PODS, installed, "-busy=20ms");
  }

  @AfterEach
  void nothing_is_left() {
    installed.close();
  }

  @Test
  void deleted_it_ends_with_143_in_time_and_what_was_delivered_is_there_once() {
    OneRun run = sampling("deleted");
    String pod = nameOf(run.pods().getFirst());
    keep(pod);
    try (var log = Running.start(installed.kubectl("logs", "--follow", pod))) {
      installed.kubectl("delete", "pod", pod, "--wait=false").run().succeeded();
      log.awaitLine(Pattern.compile("^3 pods profiled in .* 9 profiles stored .* 3 failed"));
      log.awaitLine(CANCELLED);
      log.awaitLine(Pattern.compile("^exit code 143: SIGTERM"));
    }
    run.awaitEnd();
    assertEquals(List.of(143), run.exitCodes());
    assertEquals(Optional.of("PodFailurePolicy"), run.failure());
    assertEndedInTime(run.pods().getFirst());
    assertStoredOnce();
  }

  /** Also when the kubelet is done with it, until the namespace goes. */
  private void keep(String pod) {
    String finalizer =
        "[{\"op\": \"add\", \"path\": \"/metadata/finalizers/-\", \"value\": \"kprofefe.test/stay\"}]";
    installed.kubectl("patch", "pod", pod, "--type=json", "-p", finalizer).run().succeeded();
  }

  /**
   * Asked to go, it ended within its grace period.
   *
   * <p>What a pod says of its deletion moves: when the kubelet is done, it deletes once more with
   * no grace, and the API server sets both values back to the moment of the first request. Their
   * difference stays.
   */
  private static void assertEndedInTime(JsonNode pod) {
    Instant asked =
        Instant.parse(pod.at("/metadata/deletionTimestamp").asText())
            .minusSeconds(pod.at("/metadata/deletionGracePeriodSeconds").asLong());
    Instant latest = asked.plusSeconds(pod.at("/spec/terminationGracePeriodSeconds").asLong());
    Instant ended =
        Instant.parse(pod.at("/status/containerStatuses/0/state/terminated/finishedAt").asText());
    assertTrue(ended.isBefore(latest), ended + " is not before " + latest);
  }

  private void assertStoredOnce() {
    List<String> pods = new Fleet(installed).pods();
    for (String type : List.of("heap", "goroutine", LAST)) {
      assertEquals(pods, installed.registry().podsOf(Fleet.SERVICE, type), type);
    }
    assertEquals(List.of(), installed.registry().podsOf(Fleet.SERVICE, "cpu"));
  }

  @Test
  void evicted_it_does_not_count_and_another_pod_takes_over() {
    OneRun run = sampling("evicted");
    String first = nameOf(run.pods().getFirst());
    installed.set("KPROFEFE_CPU_SECONDS", "1");
    evict(first);
    run.awaitEnd();
    assertTrue(run.complete(), run::log);
    assertEquals(0, installed.batch("jobs/evicted").at("/status/failed").asInt());
    assertNotEquals(first, nameOf(run.pods().getLast()));
    assertEquals(PODS, installed.registry().podsOf(Fleet.SERVICE, "cpu").size());
  }

  /** As {@code kubectl drain} does. */
  private void evict(String pod) {
    ObjectNode eviction = new ObjectMapper().createObjectNode();
    eviction.put("apiVersion", "policy/v1").put("kind", "Eviction");
    eviction.putObject("metadata").put("name", pod);
    String namespace = "/api/v1/namespaces/" + installed.namespace().name();
    installed.cluster().api().create(namespace + "/pods/" + pod + "/eviction", eviction);
  }

  /** Has started, delivered all but the CPU profiles, and waits for those. */
  private OneRun sampling(String job) {
    OneRun run = installed.start("kprofefe", job);
    Waiting.until(
        LONGEST,
        "all instant profiles are stored",
        () -> installed.registry().podsOf(Fleet.SERVICE, LAST).size() == PODS);
    assertFalse(run.complete());
    return run;
  }

  private static String nameOf(JsonNode pod) {
    return pod.at("/metadata/name").asText();
  }
}
