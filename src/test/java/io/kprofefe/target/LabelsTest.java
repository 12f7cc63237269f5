package io.kprofefe.target;

import static io.kprofefe.target.Discovery.reason;
import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.testing.TestPod;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes with a profile, and who has the say. */
class LabelsTest {

  private static final Labels FIXED = Labels.of("cluster", "eu-1");

  private static TestPod web() {
    return TestPod.enabled("shop", "web-0")
        .labelled("app", "web")
        .labelled("team", "green")
        .declaring("main", "http", 6060);
  }

  private static String shown(Target target) {
    return target.labels().stream().map(Label::toString).collect(Collectors.joining(" "));
  }

  @Test
  void our_own_labels_say_where_a_profile_is_from() {
    assertEquals("container=main namespace=shop node=node-1 pod=web-0", shown(target(web())));
    assertEquals("container=main namespace=shop pod=web-0", shown(target(web().node(""))));
  }

  @Test
  void the_run_overrides_the_annotation_and_the_annotation_the_pods_labels() {
    TestPod pod =
        web().labelled("cluster", "mine").annotated("profefe.com/labels", "team=blue,cluster=mine");
    Target target = target(pod, Rules.withLabels(FIXED, PodLabels.parse("*")));
    assertEquals(
        "app=web cluster=eu-1 container=main namespace=shop node=node-1 pod=web-0 team=blue",
        shown(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"namespace", "pod", "node", "container", "profile_type"})
  void a_pod_cannot_pose_as_another(String key) {
    TestPod pod =
        web().labelled(key, "other").annotated("profefe.com/labels", "team=blue," + key + "=other");
    List<Discovered> all = Discovery.all(pod, Rules.withLabels(Labels.NONE, PodLabels.parse("*")));
    assertEquals(
        "app=web container=main namespace=shop node=node-1 pod=web-0 team=blue",
        shown(assertInstanceOf(Target.class, all.getFirst())));
    assertEquals(
        "profefe.com/labels sets "
            + key
            + ": not taken, who a profile is from is not the pod's to say",
        assertInstanceOf(Skipped.class, all.getLast()).reason());
  }

  static Stream<String> wrongLabels() {
    return Stream.of(
        "team",
        "=blue",
        "team=blue,",
        ",",
        "team=a,team=b",
        "te am=blue",
        "team&type=blue",
        "te%61m=blue",
        "team=" + "x".repeat(129),
        "k".repeat(129) + "=x",
        "team=a\nb",
        "team=\u001b[31m",
        "team=\u202Eeulb",
        IntStream.range(0, 33).mapToObj(n -> "k" + n + "=v").collect(Collectors.joining(",")));
  }

  @ParameterizedTest
  @MethodSource("wrongLabels")
  void wrong_labels_are_told(String labels) {
    String reason = reason(web().annotated("profefe.com/labels", labels));
    assertTrue(reason.startsWith("profefe.com/labels is \""), reason);
    assertTrue(reason.contains("allowed is k=v,k=v, at most 32"), reason);
  }

  @Test
  void named_pod_labels_are_copied_and_renamed() {
    TestPod pod = web().labelled("app.kubernetes.io/version", "v7").labelled("other", "x");
    PodLabels copied = PodLabels.parse("app.kubernetes.io/version=version, app,absent");
    assertEquals(
        "app=web container=main namespace=shop node=node-1 pod=web-0 version=v7",
        shown(target(pod, Rules.withLabels(Labels.NONE, copied))));
  }

  @Test
  void of_all_pod_labels_at_most_32_are_copied() {
    TestPod pod = web();
    IntStream.range(0, 100).forEach(n -> pod.labelled("l" + n, "v"));
    Labels copied =
        target(pod, Rules.withLabels(Labels.NONE, PodLabels.parse("app=name,*"))).labels();
    assertEquals(32 + 4, copied.list().size());
    assertEquals("web", copied.value("name").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "a=", "=b", "a=b=c", "a b", "a=pod", "namespace", "x=profile_type", "**"})
  void wrong_pod_labels_are_a_usage_error(String text) {
    assertThrows(IllegalArgumentException.class, () -> PodLabels.parse(text));
  }
}
