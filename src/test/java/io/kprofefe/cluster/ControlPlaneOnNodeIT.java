package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The node's own API server, controller manager, scheduler and kubelet, by the overlay and as its
 * own account.
 */
@OnRealCluster
class ControlPlaneOnNodeIT {

  private static final String NODE = "198.18.0.1";
  private static final int SCHEDULER_PORT = 10259;
  private static final String PROGRAM = "KPROFEFE_CONTROL_PLANE";
  private static final String INSECURE = "KPROFEFE_CONTROL_PLANE_INSECURE_SKIP_TLS_VERIFY";
  private static final String RIGHT =
      "the verb get on the non-resource URL /debug/pprof/*, see rbac/control-plane";

  /** An idle scheduler uses no CPU time that would show in a second. */
  private static final List<String> TYPES = List.of("heap", "goroutine");

  private static final List<String> PROGRAMS =
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet");

  private final RealNode node;

  ControlPlaneOnNodeIT(RealNode node) {
    this.node = node;
  }

  /** The controller manager is dialled; the scheduler says that it listens on localhost. */
  @Test
  void all_four_are_profiled_in_one_run_and_found_by_their_names() {
    try (var scheduler = Relay.to(new InetSocketAddress(NODE, SCHEDULER_PORT));
        var _ = StandIn.of(node, "kube-controller-manager");
        var _ = StandIn.of(node, "kube-scheduler", "--bind-address=127.0.0.1");
        var installed = overlay().setting(INSECURE, "true").apply().available()) {
      OneRun run = installed.run("once");
      assertTrue(run.complete(), run.log());
      assertTrue(run.log().contains("4 targets profiled"), run.log());
      StoredProfiles stored = installed.registry();
      assertEquals(Set.copyOf(PROGRAMS), stored.services());
      for (String program : PROGRAMS) {
        for (String type : TYPES) {
          assertEquals(1, stored.of(program, type).size(), program + " " + type);
        }
      }
      assertEquals(1, stored.of("kube-apiserver", "cpu").size());
      assertTrue(scheduler.taken() > 0);
    }
  }

  @Test
  void a_token_is_not_sent_to_who_has_anybodys_certificate_unless_that_is_asked_for() {
    try (var _ = StandIn.of(node, "kube-controller-manager");
        var installed =
            overlay().setting(PROGRAM, "apiserver,controller-manager").apply().available()) {
      OneRun run = installed.run("once");
      assertEquals(Set.of("kube-apiserver"), installed.registry().services());
      assertTrue(run.log().contains("tls: no TLS with https://" + NODE + ":10257/"), run.log());
      assertTrue(run.log().contains("see --control-plane-insecure-skip-tls-verify"), run.log());
    }
  }

  @Test
  void without_its_rights_each_is_refused_by_itself_and_the_right_is_named() {
    try (var _ = StandIn.of(node, "kube-controller-manager");
        var installed =
            overlay()
                .setting(PROGRAM, "apiserver,controller-manager,kubelet")
                .setting(INSECURE, "true")
                .patched(without("ClusterRoleBinding", "kprofefe-control-plane"))
                .apply()
                .available()) {
      OneRun run = installed.run("once");
      assertFalse(run.complete());
      assertEquals(Set.of("kubelet"), installed.registry().services());
      for (String origin : List.of("198.18.1.1", NODE + ":10257")) {
        String refused =
            "http_status: https://" + origin + "/debug/pprof/heap answered with status 403";
        assertTrue(run.log().contains(refused + ": our account needs " + RIGHT), run.log());
      }
    }
  }

  @Test
  void a_list_that_may_not_be_read_costs_what_is_on_it() {
    try (var installed =
        overlay()
            .setting(PROGRAM, "apiserver,kubelet")
            .patched(without("ClusterRoleBinding", "kprofefe-kubelets"))
            .apply()
            .available()) {
      OneRun run = installed.run("once");
      assertEquals(List.of(77), run.exitCodes(), run.log());
      assertEquals(Set.of("kube-apiserver"), installed.registry().services());
      assertTrue(run.log().contains("may not list nodes: needs the verb list on nodes"), run.log());
    }
  }

  private Installation overlay() {
    return Installation.of(node, "control-plane")
        .with("registry")
        .setting("KPROFEFE_CPU_SECONDS", "1");
  }

  private static String without(String kind, String name) {
    return """
      - target: {kind: %s, name: %s}
        patch: |
          $patch: delete
          apiVersion: v1
          kind: %1$s
          metadata: {name: any}
    """
        .formatted(kind, name);
  }
}
