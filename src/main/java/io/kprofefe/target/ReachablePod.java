package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import java.util.List;

/** A pod that asks to be profiled and may be: how it is reached, and what it says for all of it. */
record ReachablePod(Pod pod, Reach reach, PodWide wide, TargetRules rules) {

  Handlers handlers() {
    return new Handlers(rules, wide.cpuTime());
  }

  /** Of a service that the pod chose itself, or that was made of its names. */
  String service(String said, String key) throws NotATarget {
    return new ServiceNames(rules.qualifyServices()).whole(pod, said, key);
  }

  /**
   * One endpoint of it.
   *
   * @param name tells it from the pod's others; empty when there are none
   * @param handlers at least one
   * @param said what more the pod says of it
   * @param annotations those that were heeded
   */
  Target target(
      String name,
      String service,
      Scheme scheme,
      PortChoice port,
      List<Handler> handlers,
      Labels said,
      List<String> annotations) {
    String path = PathPrefix.above(handlers.stream().map(Handler::path).toList());
    return new Target(
        pod.identity(),
        name,
        service,
        new Endpoint(scheme, reach.address(), port.number(), reach.via(), path),
        handlers,
        rules.labels().of(pod, said.overriddenBy(wide.labels()), port.container()),
        annotations,
        rules.grant().includes(pod) ? AskedAs.GRANTED : AskedAs.ANYBODY);
  }
}
