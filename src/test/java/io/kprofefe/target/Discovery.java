package io.kprofefe.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.kprofefe.testing.TestPod;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What was discovered of one pod, in the forms that tests ask for. */
final class Discovery {

  private Discovery() {}

  static List<Discovered> all(TestPod pod) {
    return all(pod, Rules.DEFAULT);
  }

  static List<Discovered> all(TestPod pod, TargetRules rules) {
    return new AnnotatedPods(rules, Set.of(Families.OURS)).discover(pod.pod());
  }

  static Target target(TestPod pod) {
    return target(pod, Rules.DEFAULT);
  }

  /** The one target that the pod is, and nothing else. */
  static Target target(TestPod pod, TargetRules rules) {
    List<Discovered> all = all(pod, rules);
    assertEquals(1, all.size(), all::toString);
    return assertInstanceOf(Target.class, all.getFirst());
  }

  static String reason(TestPod pod) {
    return reason(pod, Rules.DEFAULT);
  }

  /** Why the pod was skipped, and nothing else. */
  static String reason(TestPod pod, TargetRules rules) {
    List<Discovered> all = all(pod, rules);
    assertEquals(1, all.size(), all::toString);
    return assertInstanceOf(Skipped.class, all.getFirst()).reason();
  }

  static List<Target> targets(TestPod pod) {
    return only(Target.class, pod);
  }

  static List<String> reasons(TestPod pod) {
    return only(Skipped.class, pod).stream().map(Skipped::reason).toList();
  }

  private static <T> List<T> only(Class<T> kind, TestPod pod) {
    return all(pod).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What is wanted of a target, by name. */
  static List<String> names(Target target) {
    return target.handlers().stream().map(Handler::name).toList();
  }

  /** What a target is asked for, each as its URL would end. */
  static List<String> asked(Target target) {
    return target.handlers().stream().map(Discovery::asked).toList();
  }

  private static String asked(Handler handler) {
    var query = new TreeMap<>(handler.query());
    if (handler.samples()) {
      query.put("seconds", Long.toString(handler.sampling().toSeconds()));
    }
    return handler.path() + (query.isEmpty() ? "" : query.toString());
  }
}
