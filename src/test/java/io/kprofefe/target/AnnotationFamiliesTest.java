package io.kprofefe.target;

import static io.kprofefe.target.Discovery.asked;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that carry annotations of several families. */
class AnnotationFamiliesTest {

  private static TestPod pod() {
    return TestPod.named("shop", "web-0").declaring("main", "http", 8080);
  }

  private static TestPod inAll() {
    return pod()
        .annotated("profefe.com/enable", "true")
        .annotated("profefe.com/port", "7070")
        .annotated("pyroscope.io/scrape", "true")
        .annotated("pyroscope.io/application-name", "by-pyroscope")
        .annotated("profiles.grafana.com/cpu.scrape", "true")
        .annotated("profiles.grafana.com/service_name", "by-grafana");
  }

  private static List<Discovered> discovered(TestPod pod, Family... families) {
    return new AnnotatedPods(Rules.DEFAULT, List.of(families)).discover(pod.pod());
  }

  private static String service(TestPod pod, Family... families) {
    List<Discovered> all = discovered(pod, families);
    assertEquals(1, all.size(), all::toString);
    return assertInstanceOf(Target.class, all.getFirst()).service();
  }

  private static Family family(String word) {
    return Families.ALL.stream().filter(one -> one.word().equals(word)).findFirst().orElseThrow();
  }

  private static final Family PROFEFE = family("profefe");
  private static final Family PYROSCOPE = family("pyroscope");
  private static final Family GRAFANA = family("grafana");

  @Test
  void a_pod_that_carries_all_is_one_target_by_kprofefes_own_wherever_that_stands() {
    assertEquals("web-0", service(inAll(), PROFEFE, PYROSCOPE, GRAFANA));
    assertEquals("web-0", service(inAll(), GRAFANA, PYROSCOPE, PROFEFE));
  }

  @Test
  void of_the_others_the_first_that_is_asked_for_wins() {
    assertEquals("by-grafana", service(inAll(), GRAFANA, PYROSCOPE));
    assertEquals("by-pyroscope", service(inAll(), PYROSCOPE, GRAFANA));
  }

  @Test
  void a_family_that_is_not_asked_for_is_not_read() {
    assertInstanceOf(
        Unannotated.class,
        discovered(pod().annotated("pyroscope.io/scrape", "true"), PROFEFE, GRAFANA).getFirst());
  }

  @Test
  void a_no_in_our_own_words_is_a_no_whatever_others_say() {
    assertInstanceOf(
        Unannotated.class,
        discovered(inAll().annotated("profefe.com/enable", "false"), PROFEFE, GRAFANA).getFirst());
  }

  @Test
  void a_no_in_the_words_of_another_leaves_room_for_the_next() {
    TestPod pod = inAll().annotated("pyroscope.io/scrape", "false");
    assertEquals("by-grafana", service(pod, PYROSCOPE, GRAFANA));
  }

  @Test
  void what_is_wrong_in_our_own_words_is_not_made_up_for_in_others() {
    List<Discovered> all =
        discovered(inAll().annotated("profefe.com/enable", "True"), PROFEFE, GRAFANA);
    assertEquals(1, all.size(), all::toString);
    assertTrue(
        assertInstanceOf(Skipped.class, all.getFirst())
            .reason()
            .startsWith("profefe.com/enable is \"True\""));
  }

  @Test
  void what_kprofefe_understands_for_a_whole_pod_holds_in_every_family() {
    TestPod pod =
        inAll()
            .annotated("profefe.com/cpu-seconds", "7")
            .annotated("profefe.com/labels", "team=blue,pod=other");
    List<Discovered> all = discovered(pod, GRAFANA);
    Target target = assertInstanceOf(Target.class, all.getFirst());
    assertEquals(List.of("/debug/pprof/profile{seconds=7}"), asked(target));
    assertEquals("blue", target.labels().value("team").orElseThrow());
    assertEquals("web-0", target.labels().value("pod").orElseThrow());
    assertTrue(assertInstanceOf(Skipped.class, all.get(1)).reason().contains("sets pod"));
  }

  @Test
  void a_pod_in_no_state_to_be_asked_is_skipped_in_every_family() {
    for (Family family : List.of(PROFEFE, PYROSCOPE, GRAFANA)) {
      Discovered one = discovered(inAll().phase("Pending"), family).getFirst();
      assertEquals("phase is Pending", assertInstanceOf(Skipped.class, one).reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"profefe.com/", "pyroscope.io/", "profiles.grafana.com/"})
  void of_thousands_of_annotations_that_mean_nothing_some_are_told(String prefix) {
    TestPod pod = pod();
    switch (prefix) {
      case "profefe.com/" -> pod.annotated("profefe.com/enable", "true");
      case "pyroscope.io/" ->
          pod.annotated("pyroscope.io/scrape", "true")
              .annotated("pyroscope.io/application-name", "web");
      default -> pod.annotated("profiles.grafana.com/cpu.scrape", "true");
    }
    for (int n = 0; n < 5000; n++) {
      pod.annotated(prefix + "x" + n, "");
    }

    List<Discovered> all = discovered(pod, PROFEFE, PYROSCOPE, GRAFANA);

    assertInstanceOf(Target.class, all.getFirst());
    assertEquals(1 + 32 + 1, all.size());
    assertEquals(
        "4968 more of its annotations cannot be heeded, or are not known",
        assertInstanceOf(Skipped.class, all.getLast()).reason());
  }

  @Test
  void a_target_names_the_annotations_that_made_it() {
    Target ours = (Target) discovered(inAll(), PROFEFE).getFirst();
    assertEquals(List.of("profefe.com/enable", "profefe.com/port"), ours.annotations());
    Target grafanas = (Target) discovered(inAll(), GRAFANA).getFirst();
    assertEquals(
        List.of("profiles.grafana.com/cpu.scrape", "profiles.grafana.com/service_name"),
        grafanas.annotations());
  }
}
