package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pods with annotations of three collectors, in one run. */
@OnRealCluster
class FamiliesOnNodeIT {

  private static final Map<String, String> OURS =
      Map.of(
          "profefe.com/enable", "true",
          "profefe.com/port", "7070",
          "profefe.com/path", "/my/pprof",
          "profefe.com/profiles", "heap,goroutine,allocs",
          "profefe.com/service", "by-profefe");

  private static final Map<String, String> PYROSCOPES =
      Map.of(
          "pyroscope.io/scrape", "true",
          "pyroscope.io/application-name", "by.pyroscope",
          "pyroscope.io/port", "7070",
          "pyroscope.io/profile-cpu-enabled", "false",
          "pyroscope.io/profile-mutex-enabled", "false",
          "pyroscope.io/profile-mem-path", "/my/pprof/heap",
          "pyroscope.io/profile-goroutines-path", "/my/pprof/goroutine");

  private static final Map<String, String> GRAFANAS =
      Map.of(
          "profiles.grafana.com/memory.scrape", "true",
          "profiles.grafana.com/memory.port", "7070",
          "profiles.grafana.com/memory.path", "/my/pprof/allocs",
          "profiles.grafana.com/goroutine.scrape", "true",
          "profiles.grafana.com/goroutine.port", "7070",
          "profiles.grafana.com/goroutine.path", "/my/pprof/goroutine",
          "profiles.grafana.com/service_name", "by-grafana");

  private final RealNode node;

  FamiliesOnNodeIT(RealNode node) {
    this.node = node;
  }

  @Test
  void are_profiled_once_each_under_the_right_name_at_the_right_port_and_path() {
    try (var installed =
        Installation.of(node, "per-namespace")
            .with("registry")
            .setting("KPROFEFE_ANNOTATIONS", "profefe,pyroscope,grafana")
            .apply()
            .available()) {
      String ours = started(installed, List.of(OURS));
      String pyroscopes = started(installed, List.of(PYROSCOPES));
      String grafanas = started(installed, List.of(GRAFANAS));
      String all = started(installed, List.of(OURS, PYROSCOPES, GRAFANAS));

      OneRun run = installed.run("families");
      assertTrue(run.complete(), run.log());
      StoredProfiles stored = installed.registry();
      assertEquals(Set.of("by-profefe", "by.pyroscope", "by-grafana"), stored.services());
      List<String> both = List.of(ours, all).stream().sorted().toList();
      assertEquals(both, stored.podsOf("by-profefe", "heap"));
      assertEquals(both, stored.podsOf("by-profefe", "goroutine"));
      assertEquals(both, stored.podsOf("by-profefe", "other"));
      assertEquals(List.of(pyroscopes), stored.podsOf("by.pyroscope", "heap"));
      assertEquals(List.of(pyroscopes), stored.podsOf("by.pyroscope", "goroutine"));
      assertEquals(List.of(grafanas), stored.podsOf("by-grafana", "other"));
      assertEquals(List.of(grafanas), stored.podsOf("by-grafana", "goroutine"));
    }
  }

  private String started(Installed installed, List<Map<String, String>> annotations) {
    ImagePod pod =
        ImagePod.of(
            node, installed.namespace(), RealNode.TARGET, "-listen=:7070", "-path=/my/pprof");
    for (Map<String, String> family : annotations) {
      for (var annotation : family.entrySet()) {
        pod = pod.annotated(annotation.getKey(), annotation.getValue());
      }
    }
    return pod.start().awaitOutput("ready").name();
  }
}
