package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A pod whose pprof listens on its own localhost, and the CronJob that is to profile it. */
@OnRealCluster
class PortForwardOnNodeIT {

  private final RealNode node;

  PortForwardOnNodeIT(RealNode node) {
    this.node = node;
  }

  @Test
  void is_profiled_with_the_component_and_not_without() {
    try (var installed = collector().with("port-forward").apply().available()) {
      StartedPod pod = localOnly(installed);
      OneRun run = installed.run("forwarded");
      assertTrue(run.complete(), run.log());
      for (String type : List.of("cpu", "heap", "goroutine")) {
        assertEquals(List.of(pod.name()), installed.registry().podsOf("local", type), type);
      }

      installed.set("KPROFEFE_VIA", "direct");
      OneRun direct = installed.run("direct");
      assertFalse(direct.complete(), direct.log());
      assertTrue(direct.log().contains("unreachable"), direct.log());
    }
  }

  @Test
  void may_ask_for_it_itself_where_the_run_allows_it() {
    try (var installed = collector().with("port-forward").apply().available()) {
      installed.set("KPROFEFE_VIA", "direct");
      StartedPod pod = localOnly(installed, "profefe.com/via", "port-forward");
      OneRun refused = installed.run("refused");
      assertTrue(refused.log().contains("only with --allow-port-forward"), refused.log());
      assertEquals(Set.of(), installed.registry().services());

      installed.set("KPROFEFE_ALLOW_PORT_FORWARD", "true");
      OneRun run = installed.run("allowed");
      assertTrue(run.complete(), run.log());
      assertEquals(List.of(pod.name()), installed.registry().podsOf("local", "heap"));
    }
  }

  @Test
  void without_the_right_the_run_is_denied_and_the_right_is_named() {
    try (var installed = collector().setting("KPROFEFE_VIA", "port-forward").apply().available()) {
      localOnly(installed);
      OneRun run = installed.run("denied");
      assertFalse(run.complete(), run.log());
      assertTrue(run.log().contains("needs get and create on pods/portforward there"), run.log());
    }
  }

  private Installation collector() {
    return Installation.of(node, "per-namespace")
        .with("registry")
        .setting("KPROFEFE_CPU_SECONDS", "1");
  }

  private StartedPod localOnly(Installed installed, String... annotation) {
    ImagePod pod =
        ImagePod.of(node, installed.namespace(), RealNode.TARGET, "-listen=127.0.0.1:6060")
            .annotated("profefe.com/enable", "true")
            .annotated("profefe.com/service", "local");
    for (int at = 0; at < annotation.length; at += 2) {
      pod = pod.annotated(annotation[at], annotation[at + 1]);
    }
    return pod.start().awaitOutput("ready");
  }
}
