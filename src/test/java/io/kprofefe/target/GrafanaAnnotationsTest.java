package io.kprofefe.target;

import static io.kprofefe.target.Discovery.asked;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrafanaAnnotationsTest {

  private static TestPod bare() {
    return TestPod.named("shop", "web-0").ownedBy("StatefulSet", "web");
  }

  private static TestPod web() {
    return bare().declaring("main", "http", 8080);
  }

  private static TestPod taking(TestPod pod, String... types) {
    for (String type : types) {
      pod.annotated("profiles.grafana.com/" + type + ".scrape", "true");
    }
    return pod;
  }

  private static List<Discovered> all(TestPod pod) {
    return new AnnotatedPods(Rules.DEFAULT, List.of(new GrafanaAnnotations())).discover(pod.pod());
  }

  private static List<Target> targets(TestPod pod) {
    return all(pod).stream().map(one -> assertInstanceOf(Target.class, one)).toList();
  }

  private static Target target(TestPod pod) {
    List<Target> targets = targets(pod);
    assertEquals(1, targets.size(), targets::toString);
    return targets.getFirst();
  }

  private static String reason(TestPod pod) {
    List<Discovered> all = all(pod);
    assertEquals(1, all.size(), all::toString);
    return assertInstanceOf(Skipped.class, all.getFirst()).reason();
  }

  @Test
  void each_type_is_taken_where_alloy_would_look_for_it() {
    Target target =
        target(
            taking(
                web(),
                "memory",
                "block",
                "goroutine",
                "mutex",
                "cpu",
                "fgprof",
                "godeltaprof_memory",
                "godeltaprof_mutex",
                "godeltaprof_block"));
    assertEquals("http://10.0.0.1:8080/debug", target.endpoint().toString());
    assertEquals(
        List.of(
            "/debug/pprof/allocs",
            "/debug/pprof/block",
            "/debug/pprof/goroutine",
            "/debug/pprof/mutex",
            "/debug/pprof/profile{seconds=30}",
            "/debug/fgprof{seconds=30}",
            "/debug/pprof/delta_heap",
            "/debug/pprof/delta_mutex",
            "/debug/pprof/delta_block"),
        asked(target));
  }

  @Test
  void a_type_that_is_not_asked_for_is_not_taken_whatever_the_run_would_take() {
    assertEquals(
        List.of("/debug/pprof/goroutine"),
        asked(
            target(
                taking(web(), "goroutine").annotated("profiles.grafana.com/cpu.scrape", "false"))));
  }

  @Test
  void each_type_may_have_a_port_a_scheme_and_a_whole_path_of_its_own() {
    List<Target> targets =
        targets(
            taking(web().declaring("admin", "debug", 9090), "cpu", "memory", "goroutine")
                .annotated("profiles.grafana.com/cpu.port", "7070")
                .annotated("profiles.grafana.com/cpu.path", "/my/cpu")
                .annotated("profiles.grafana.com/memory.port_name", "debug")
                .annotated("profiles.grafana.com/memory.scheme", "https")
                .annotated("profiles.grafana.com/memory.path", "/my/heap")
                .annotated("profiles.grafana.com/goroutine.port", "9090")
                .annotated("profiles.grafana.com/goroutine.scheme", "https"));
    assertEquals(
        List.of(
            "shop/web-0:9090 https://10.0.0.1:9090 [/my/heap, /debug/pprof/goroutine]",
            "shop/web-0:7070 http://10.0.0.1:7070 [/my/cpu{seconds=30}]"),
        targets.stream()
            .map(one -> one.shown() + " " + one.endpoint().origin() + " " + asked(one))
            .toList());
    assertEquals("heap", targets.getFirst().handlers().getFirst().name());
    assertEquals(Optional.of("admin"), targets.getFirst().labels().value("container"));
  }

  @Test
  void a_number_wins_over_a_ports_name_and_need_not_be_declared() {
    Target target =
        target(
            taking(web(), "cpu")
                .annotated("profiles.grafana.com/cpu.port", "7070")
                .annotated("profiles.grafana.com/cpu.port_name", "http"));
    assertEquals(7070, target.endpoint().port());
  }

  @Test
  void the_container_says_whose_ports_are_meant() {
    TestPod two = taking(web().declaring("sidecar", "http", 9090), "cpu");
    Target target = target(two.annotated("profiles.grafana.com/cpu.container", "sidecar"));
    assertEquals(9090, target.endpoint().port());
    assertEquals(Optional.of("sidecar"), target.labels().value("container"));
  }

  @Test
  void without_a_word_of_ports_the_only_one_is_meant_and_the_schemes_own_where_none_is_declared() {
    assertEquals(8080, target(taking(web(), "cpu")).endpoint().port());
    assertEquals(80, target(taking(bare(), "cpu")).endpoint().port());
    assertEquals(
        443,
        target(taking(bare(), "cpu").annotated("profiles.grafana.com/cpu.scheme", "https"))
            .endpoint()
            .port());
  }

  @Test
  void where_others_would_take_every_port_the_pod_is_skipped_with_what_to_say() {
    assertEquals(
        "declares several ports (8080, 9090), and nothing says which serves profiles: set"
            + " profiles.grafana.com/cpu.port",
        reason(taking(web().declaring("main", "admin", 9090), "cpu")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scrape    | True      | "true" or "false"
          scrape    | ''        | "true" or "false"
          scrape    | 1         | "true" or "false"
          scheme    | HTTPS     | http or https
          scheme    | ftp       | http or https
          port      | http      | a number from 1 to 65535
          port      | 0         | a number from 1 to 65535
          port      | 65536     | a number from 1 to 65535
          port      | ''        | a number from 1 to 65535
          port_name | admin     | the name of one declared port (here: http)
          port_name | ''        | the name of one declared port (here: http)
          container | other     | a container of the pod: main
          path      | debug     | / and at most 128 more
          path      | /../etc   | / and at most 128 more
          path      | /a?b=c    | / and at most 128 more
          """)
  void a_wrong_value_costs_its_type_with_the_reason(String part, String value, String allowed) {
    String key = "profiles.grafana.com/cpu." + part;
    TestPod pod = taking(web(), "cpu").annotated(key, value);
    String reason = reason(pod);
    assertTrue(
        reason.startsWith("%s is \"%s\": allowed is %s".formatted(key, value, allowed)), reason);
    List<Discovered> two = all(taking(pod, "goroutine"));
    assertEquals(2, two.size(), two::toString);
    assertInstanceOf(Target.class, two.getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "profiles.grafana.com/service_name, first",
    "resource.opentelemetry.io/service.name, second",
    "pyroscope.io/service_name, third"
  })
  void the_service_is_what_the_first_of_three_annotations_says(String key, String service) {
    TestPod pod = taking(web(), "cpu").labelled("app.kubernetes.io/name", "label");
    pod.annotated("pyroscope.io/service_name", "third");
    if (!service.equals("third")) {
      pod.annotated("resource.opentelemetry.io/service.name", "second");
    }
    assertEquals(service, target(pod.annotated(key, service)).service());
  }

  @Test
  void a_service_that_no_annotation_names_is_called_by_labels_and_else_by_its_workload() {
    TestPod pod = taking(web(), "cpu");
    assertEquals("web", target(pod).service());
    assertEquals("web", target(pod.labelled("app.kubernetes.io/instance", "")).service());
    assertEquals("name", target(pod.labelled("app.kubernetes.io/name", "name")).service());
    assertEquals("one", target(pod.labelled("app.kubernetes.io/instance", "one")).service());
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap.scrape", "cpu.ports", "cpu", "Cpu.scrape"})
  void a_name_that_is_not_known_does_not_pass_for_one_that_was_heeded(String name) {
    List<Discovered> all =
        all(taking(web(), "cpu").annotated("profiles.grafana.com/" + name, "true"));
    assertEquals(2, all.size(), all::toString);
    assertTrue(
        assertInstanceOf(Skipped.class, all.get(1))
            .reason()
            .startsWith("profiles.grafana.com/" + name + " is not known, and is not heeded"));
  }

  @Test
  void a_pod_that_asks_for_nothing_is_not_annotated() {
    assertInstanceOf(Unannotated.class, all(web()).getFirst());
    assertInstanceOf(
        Unannotated.class,
        all(web().annotated("profiles.grafana.com/cpu.port", "6060")).getFirst());
    assertInstanceOf(
        Unannotated.class,
        all(web().annotated("profiles.grafana.com/cpu.scrape", "false")).getFirst());
  }
}
