package io.kprofefe.target;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * kprofefe's own annotations, {@code profefe.com/…}. A value that is wrong costs what it belongs
 * to, an endpoint or the pod, with its reason, and is never taken for the default.
 */
public final class ProfefeAnnotations implements AnnotationFamily {

  private final TargetRules rules;
  private final PodCondition condition;
  private final EndpointReader endpoints;

  public ProfefeAnnotations(TargetRules rules) {
    this.rules = rules;
    this.condition = new PodCondition(rules);
    this.endpoints = new EndpointReader(rules);
  }

  @Override
  public List<Discovered> discover(Pod pod) {
    try {
      if (!asksForIt(pod)) {
        return List.of(new Unannotated(pod.identity()));
      }
      return targets(pod, condition.address(pod), PodWide.of(pod, rules));
    } catch (NotATarget e) {
      return List.of(new Skipped(pod.identity(), e.reason()));
    }
  }

  /** {@code "True"} is neither yes nor no: somebody wants something, and is told. */
  private static boolean asksForIt(Pod pod) throws NotATarget {
    List<String> keys =
        Stream.of(Annotation.ENABLE.key(), Annotation.ENABLE_ALIAS)
            .filter(pod.annotations()::containsKey)
            .toList();
    if (keys.stream().map(pod.annotations()::get).anyMatch("true"::equals)) {
      return true;
    }
    for (String key : keys) {
      String said = pod.annotations().getOrDefault(key, "");
      if (!said.equals("false")) {
        throw NotATarget.wrong(key, said, "\"true\" or \"false\"");
      }
    }
    return false;
  }

  /** One wrong endpoint does not cost the pod's others; remarks stand beside them. */
  private List<Discovered> targets(Pod pod, InetAddress address, PodWide wide) {
    EndpointNames names = EndpointNames.of(pod);
    var discovered = new ArrayList<Discovered>();
    for (String endpoint : names.endpoints()) {
      discovered.add(target(pod, address, endpoint, wide));
    }
    Stream.concat(names.remarks().stream(), wide.remark().stream())
        .map(remark -> new Skipped(pod.identity(), remark))
        .forEach(discovered::add);
    return discovered;
  }

  private Discovered target(Pod pod, InetAddress address, String endpoint, PodWide wide) {
    try {
      return endpoints.read(pod, address, endpoint, wide);
    } catch (NotATarget e) {
      return new Skipped(pod.identity(), e.reason());
    }
  }
}
