package io.kprofefe.target;

import static io.kprofefe.target.Discovery.reason;
import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNamesTest {

  @ParameterizedTest(name = "{0} {1} of {2}: {3}")
  @CsvSource({
    "ReplicaSet, web-5d4f8c7b9, web-5d4f8c7b9-x2x4z, web",
    "ReplicaSet, handmade, handmade-x2x4z, handmade",
    "ReplicaSet, other-77, other-77-x2x4z, other-77",
    "StatefulSet, db, db-0, db",
    "DaemonSet, agent, agent-x2x4z, agent",
    "Job, migrate, migrate-x2x4z, migrate",
    "Job, report-29390400, report-29390400-x2x4z, report",
    "Job, report-1637495940, report-1637495940-x2x4z, report",
    "Job, backup-2026, backup-2026-x2x4z, backup-2026",
    "ReplicationController, old, old-x2x4z, old",
    "CloneSet, game, game-x2x4z, game",
    "Node, node-1, kube-proxy-node-1, kube-proxy",
    "Node, node-1, other, other",
  })
  void the_default_service_is_the_workload(String kind, String owner, String pod, String service) {
    assertEquals(
        service,
        target(
                TestPod.enabled("shop", pod)
                    .ownedBy(kind, owner)
                    .labelled("pod-template-hash", "5d4f8c7b9"))
            .service());
  }

  @Test
  void a_rollouts_pod_is_named_as_a_deployments() {
    TestPod pod =
        TestPod.enabled("shop", "web-77-x")
            .ownedBy("ReplicaSet", "web-77")
            .labelled("rollouts-pod-template-hash", "77");
    assertEquals("web", target(pod).service());
  }

  @Test
  void a_bare_pod_is_its_own_service() {
    assertEquals("shell", target(TestPod.enabled("shop", "shell")).service());
  }

  @Test
  void a_qualified_service_names_its_namespace() {
    TestPod pod = TestPod.enabled("shop", "web-0").annotated("profefe.com/service", "kube.api");
    assertEquals("shop.kube.api", target(pod, Rules.qualified()).service());
  }

  @Test
  void a_service_that_grows_too_long_is_told_and_not_cut() {
    String name = "w".repeat(130);
    assertEquals(
        "the service would be \""
            + name
            + "\": allowed is 1 to 128 letters, digits, . _ and -; set"
            + " profefe.com/service",
        reason(TestPod.enabled("shop", "x").ownedBy("StatefulSet", name)));
    TestPod fits = TestPod.enabled("shop", "x").annotated("profefe.com/service", "w".repeat(125));
    assertEquals(125, target(fits).service().length());
    assertTrue(reason(fits, Rules.qualified()).startsWith("the service would be \"shop.www"));
  }
}
