package io.kprofefe.target;

import static io.kprofefe.target.Discovery.reason;
import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.target.CopiedLabels.Copied;
import io.kprofefe.testing.TestPod;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    Target target = target(pod, rules("*", "", false, FIXED));
    assertEquals(
        "app=web cluster=eu-1 container=main namespace=shop node=node-1 pod=web-0 team=blue",
        shown(target));
  }

  private static TargetRules rules(
      String ofPod, String ofNamespace, boolean ofOwner, Labels fixed) {
    return Rules.withLabels(new LabelRules(copied(ofPod), copied(ofNamespace), ofOwner, fixed));
  }

  private static CopiedLabels copied(String text) {
    return text.isEmpty()
        ? CopiedLabels.NONE
        : CopiedLabels.of(Stream.of(text.split(",", -1)).map(Copied::parse).toList());
  }

  static Stream<String> ours() {
    return Stream.concat(
        OwnLabels.KEYS.stream().sorted(),
        Stream.of("profile.type", "profile-type", "workload/type", "workload.type"));
  }

  /** Whatever else is said of it: a pod's label, its annotation, its namespace's label. */
  @ParameterizedTest
  @MethodSource("ours")
  void a_pod_cannot_pose_as_another(String key) {
    TestPod pod =
        web()
            .labelled(key, "other")
            .inNamespaceLabelled(key, "other")
            .annotated("profefe.com/labels", "team=blue," + key + "=other");
    List<Discovered> all = Discovery.all(pod, rules("*", "*", false, Labels.NONE));
    assertEquals(
        "app=web container=main namespace=shop node=node-1 pod=web-0 team=blue",
        shown(assertInstanceOf(Target.class, all.getFirst())));
    assertEquals(
        "profefe.com/labels sets "
            + key
            + ": not taken, who a profile is from is not the pod's to say",
        assertInstanceOf(Skipped.class, all.getLast()).reason());
  }

  /** Nor can the run rename something to it; {@code --label}: WrongValueTest. */
  @ParameterizedTest
  @MethodSource("ours")
  void no_label_is_copied_under_a_name_of_ours(String key) {
    assertThrows(IllegalArgumentException.class, () -> Copied.parse(key));
    assertThrows(IllegalArgumentException.class, () -> Copied.parse("team=" + key));
    assertEquals(new Copied(key, "other"), Copied.parse(key + "=other"));
  }

  @Test
  void a_namespaces_labels_override_the_pods_and_what_it_says_and_the_run_overrides_them() {
    TestPod pod =
        web()
            .labelled("cost", "0")
            .inNamespaceLabelled("team", "red")
            .inNamespaceLabelled("kubernetes.io/cost", "7")
            .inNamespaceLabelled("cluster", "mine")
            .inNamespaceLabelled("other", "x")
            .annotated("profefe.com/labels", "team=blue");
    assertEquals(
        "app=web cluster=eu-1 container=main cost=7 namespace=shop node=node-1 pod=web-0 team=red",
        shown(target(pod, rules("*", "team,kubernetes.io/cost=cost,cluster", false, FIXED))));
  }

  /** Else a pod could say whose budget it is on wherever nobody else has. */
  @Test
  void a_name_for_a_label_of_the_namespace_is_not_a_pods_to_set() {
    TestPod pod =
        web().labelled("cost", "0").annotated("profefe.com/labels", "team=blue,cost_center=1");
    assertEquals(
        "app=web container=main cost=0 namespace=shop node=node-1 pod=web-0",
        shown(target(pod, rules("*", "team,cost=cost_center", false, Labels.NONE))));
  }

  @ParameterizedTest
  @CsvSource({
    "ReplicaSet, web-7d4b9c6f58, pod-template-hash, 7d4b9c6f58, workload=web workload_type=deployment",
    "ReplicaSet, web-7d4b9c6f58, rollouts-pod-template-hash, 7d4b9c6f58, workload=web workload_type=Rollout",
    "ReplicaSet, web-7d4b9c6f58, '', '', workload=web-7d4b9c6f58 workload_type=replicaset",
    "StatefulSet, db, '', '', workload=db workload_type=statefulset",
    "DaemonSet, agent, '', '', workload=agent workload_type=daemonset",
    "Job, import, '', '', workload=import workload_type=job",
    "Job, report-29384756, '', '', workload=report workload_type=CronJob",
    "Node, node-1, '', '', workload=web-0 workload_type=staticpod",
    "Kafka, events, '', '', workload=events workload_type=Kafka",
    "'', '', '', '', workload=web-0 workload_type=barepod",
    "'A b', events, '', '', ''",
    "Kafka, 'events,pod=x', '', '', ''",
  })
  void the_owner_is_told_as_kubernetes_mixin_calls_it(
      String kind, String name, String label, String value, String told) {
    TestPod pod = TestPod.enabled("shop", "web-0").labelled("workload", "other");
    if (!kind.isEmpty()) {
      pod.ownedBy(kind, name);
    }
    if (!label.isEmpty()) {
      pod.labelled(label, value);
    }
    pod.annotated("profefe.com/service", "any");
    Labels labels = target(pod, rules("", "", true, Labels.NONE)).labels();
    assertEquals(
        told,
        labels.stream()
            .filter(one -> one.key().startsWith("workload"))
            .map(Label::toString)
            .collect(Collectors.joining(" ")));
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
    assertEquals(
        "app=web container=main namespace=shop node=node-1 pod=web-0 version=v7",
        shown(
            target(
                pod,
                rules("app.kubernetes.io/version=version,app,absent", "", false, Labels.NONE))));
  }

  @Test
  void of_all_labels_at_most_32_are_copied_those_that_are_named_first() {
    TestPod pod = web().labelled("zone", "z");
    IntStream.range(0, 100).forEach(n -> pod.labelled("l" + n, "v"));
    Labels copied = target(pod, rules("app=name,*,zone", "", false, Labels.NONE)).labels();
    assertEquals(32 + 4, copied.list().size());
    assertEquals("web", copied.value("name").orElseThrow());
    assertEquals("z", copied.value("zone").orElseThrow());
  }

  @Test
  void a_label_that_is_named_is_not_replaced_by_one_that_has_the_name() {
    TestPod pod = web().labelled("version", "old").labelled("app.kubernetes.io/version", "v7");
    Target target =
        target(pod, rules("app.kubernetes.io/version=version,*", "", false, Labels.NONE));
    assertEquals(
        List.of("version=v7"),
        target.labels().stream()
            .filter(label -> label.key().equals("version"))
            .map(Label::toString)
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=", "=b", "a=b=c", "a b", "a,b", "**", "*=a", "a=*", "a\n"})
  void what_is_no_label_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Copied.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,a     | a is given twice: give it once
          a=x,a=y | a is given twice: give it once
          *,*     | * is given twice: give it once
          a=x,b=x | two labels are to be x: give one of them another name
          a=b,b   | two labels are to be b: give one of them another name
          """)
  void two_that_contradict_each_other_are_refused(String text, String said) {
    var refused = assertThrows(IllegalArgumentException.class, () -> copied(text));
    assertEquals(said, refused.getMessage());
  }

  @Test
  void no_more_than_32_are_named() {
    String most = IntStream.range(0, 32).mapToObj(n -> "l" + n).collect(Collectors.joining(","));
    assertEquals(32, copied(most + ",*").names().size());
    assertThrows(IllegalArgumentException.class, () -> copied(most + ",more"));
  }
}
