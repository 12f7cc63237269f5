package io.kprofefe.target;

import static io.kprofefe.target.Discovery.asked;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyroscopeAnnotationsTest {

  private static TestPod bare() {
    return TestPod.named("shop", "web-0")
        .annotated("pyroscope.io/scrape", "true")
        .annotated("pyroscope.io/application-name", "shop.web");
  }

  private static TestPod web() {
    return bare().declaring("main", "http", 8080);
  }

  private static List<Discovered> all(TestPod pod) {
    return new AnnotatedPods(Rules.DEFAULT, List.of(new PyroscopeAnnotations()))
        .discover(pod.pod());
  }

  private static Target target(TestPod pod) {
    List<Discovered> all = all(pod);
    assertEquals(1, all.size(), all::toString);
    return assertInstanceOf(Target.class, all.getFirst());
  }

  private static String reason(TestPod pod) {
    List<Discovered> all = all(pod);
    assertEquals(1, all.size(), all::toString);
    return assertInstanceOf(Skipped.class, all.getFirst()).reason();
  }

  @Test
  void a_pod_that_only_asks_is_taken_as_the_run_takes_pods() {
    Target target = target(web());
    assertEquals("shop.web", target.service());
    assertEquals("http://10.0.0.1:8080/debug/pprof", target.endpoint().toString());
    assertEquals(
        List.of(
            "/debug/pprof/profile{seconds=30}",
            "/debug/pprof/heap",
            "/debug/pprof/goroutine",
            "/debug/pprof/mutex"),
        asked(target));
  }

  @Test
  void types_are_switched_on_and_off_and_may_have_a_path_and_parameters_of_their_own() {
    Target target =
        target(
            web()
                .annotated("pyroscope.io/port", "7070")
                .annotated("pyroscope.io/scheme", "https")
                .annotated("pyroscope.io/spy-name", "gospy")
                .annotated("pyroscope.io/profile-mutex-enabled", "false")
                .annotated("pyroscope.io/profile-goroutines-enabled", "false")
                .annotated("pyroscope.io/profile-block-enabled", "true")
                .annotated("pyroscope.io/profile-cpu-path", "/my/cpu")
                .annotated("pyroscope.io/profile-cpu-param-seconds", "7")
                .annotated("pyroscope.io/profile-mem-param-gc", "1")
                .annotated("pyroscope.io/profile-block-param-seconds", "9"));
    assertEquals("https://10.0.0.1:7070", target.endpoint().origin());
    assertEquals(
        List.of("/my/cpu{seconds=7}", "/debug/pprof/heap{gc=1}", "/debug/pprof/block{seconds=9}"),
        asked(target));
    assertEquals("gospy", target.labels().value("pyroscope_spy").orElseThrow());
  }

  @Test
  void a_difference_of_the_heap_is_refused_with_the_reason_and_costs_nothing_else() {
    List<Discovered> all = all(web().annotated("pyroscope.io/profile-mem-param-seconds", "10"));
    assertEquals(
        "pyroscope.io/profile-mem-param-seconds is not heeded: Go's difference of two has wrong"
            + " in-use values (golang/go#67942)",
        assertInstanceOf(Skipped.class, all.get(1)).reason());
    assertEquals(3, assertInstanceOf(Target.class, all.getFirst()).handlers().size());
  }

  @Test
  void without_a_port_the_only_one_is_meant_and_the_schemes_own_where_none_is_declared() {
    assertEquals(80, target(bare()).endpoint().port());
    assertEquals(443, target(bare().annotated("pyroscope.io/scheme", "https")).endpoint().port());
    assertEquals(
        "declares several ports (8080, 9090), and nothing says which serves profiles: set"
            + " pyroscope.io/port",
        reason(web().declaring("main", "admin", 9090)));
  }

  @Test
  void where_others_drop_a_pod_without_a_name_it_is_skipped_with_the_reason() {
    TestPod nameless = TestPod.named("shop", "web-0").annotated("pyroscope.io/scrape", "true");
    assertEquals("has no pyroscope.io/application-name, which names its service", reason(nameless));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scrape           | True     | "true" or "false"
          scheme           | HTTP     | http or https
          port             | http     | a number from 1 to 65535
          port             | 65536    | a number from 1 to 65535
          application-name | a b      | 1 to 128 letters, digits, . _ and -
          """)
  void a_wrong_value_costs_the_pod_with_the_reason(String name, String value, String allowed) {
    assertEquals(
        "pyroscope.io/%s is \"%s\": allowed is %s".formatted(name, value, allowed),
        reason(web().annotated("pyroscope.io/" + name, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profile-cpu-enabled       | yes   | "true" or "false"
          profile-cpu-path          | cpu   | / and at most 128 more
          profile-cpu-path          | /../x | / and at most 128 more
          profile-cpu-param-seconds | 301   | whole seconds from 1 to 300
          profile-cpu-param-seconds | 1.5   | whole seconds from 1 to 300
          profile-cpu-param-a       | b&c=d | 1 to 64 letters
          """)
  void a_wrong_value_of_a_type_costs_that_type(String name, String value, String allowed) {
    String key = "pyroscope.io/" + name;
    List<Discovered> all = all(web().annotated(key, value));
    assertEquals(2, all.size(), all::toString);
    assertEquals(
        List.of("heap", "goroutine", "mutex"),
        Discovery.names(assertInstanceOf(Target.class, all.getFirst())));
    String reason = assertInstanceOf(Skipped.class, all.get(1)).reason();
    assertTrue(
        reason.startsWith("%s is \"%s\": allowed is %s".formatted(key, value, allowed)), reason);
  }

  @Test
  void thousands_of_parameters_cost_their_type_and_no_memory() {
    TestPod pod = web().annotated("pyroscope.io/profile-mem-param-gc", "1");
    for (int n = 0; n < 5000; n++) {
      pod.annotated("pyroscope.io/profile-cpu-param-p" + n, "x");
    }
    List<Discovered> all = all(pod);
    Target target = assertInstanceOf(Target.class, all.getFirst());
    assertEquals(List.of("heap", "goroutine", "mutex"), Discovery.names(target));
    assertTrue(target.annotations().size() <= 100, target.annotations()::toString);
    assertEquals(
        "pyroscope.io/profile-cpu-param-…: allowed are at most 16 parameters",
        assertInstanceOf(Skipped.class, all.get(1)).reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"profile-heap-enabled", "profile-cpu-seconds", "name", "Scrape"})
  void a_name_that_is_not_known_does_not_pass_for_one_that_was_heeded(String name) {
    List<Discovered> all = all(web().annotated("pyroscope.io/" + name, "true"));
    assertEquals(
        "pyroscope.io/" + name + " is not known, and is not heeded",
        assertInstanceOf(Skipped.class, all.get(1)).reason());
  }
}
