package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.net.InetAddress;

/** Whether a pod, whatever its annotations say, is in a state to be asked, and at which address. */
final class PodCondition {

  private final Via via;
  private final boolean allowPortForward;
  private final boolean hostNetwork;
  private final AddressRule addresses;

  /** Where pods are chosen by their addresses, they are also where none is dialled. */
  private final boolean chosenByAddress;

  PodCondition(ReachRules rules) {
    this.via = rules.via();
    this.allowPortForward = rules.allowPortForward();
    this.hostNetwork = rules.hostNetwork();
    this.addresses = new AddressRule(rules.podCidrs());
    this.chosenByAddress = !rules.podCidrs().isEmpty();
  }

  /**
   * The way to the pod, and the address. Over a port-forward that is the loopback of the pod's
   * network, which may be its node's: what listens there alone is not to be had for an annotation
   * either.
   *
   * @throws NotATarget with what stands against it, the most telling first
   */
  Reach reach(Pod pod) throws NotATarget {
    if (!pod.phase().equals("Running")) {
      throw new NotATarget(
          "phase is " + (pod.phase().isEmpty() ? "unknown" : Untrusted.shown(pod.phase())));
    }
    if (pod.deleting()) {
      throw new NotATarget("is being deleted");
    }
    if (pod.hostNetwork() && !hostNetwork) {
      throw new NotATarget("is in its node's network: taken only with --host-network");
    }
    if (via(pod) == Via.DIRECT) {
      return new Reach(Via.DIRECT, ownAddress(pod));
    }
    if (chosenByAddress) {
      ownAddress(pod);
    }
    return new Reach(Via.PORT_FORWARD, InetAddress.getLoopbackAddress());
  }

  /**
   * As the run says. A pod that may be dialled may be forwarded to; the other way round it is
   * granted to nobody who merely asks.
   */
  private Via via(Pod pod) throws NotATarget {
    String key = Annotation.VIA.key();
    String said = pod.annotations().getOrDefault(key, Via.DIRECT.word());
    if (said.equals(Via.PORT_FORWARD.word()) && via == Via.DIRECT && !allowPortForward) {
      throw NotATarget.wrong(key, said, "direct; port-forward only with --allow-port-forward");
    }
    return Via.TO_PODS.stream()
        .filter(one -> one.word().equals(said))
        .findFirst()
        .map(asked -> asked == Via.PORT_FORWARD ? asked : via)
        .orElseThrow(() -> NotATarget.wrong(key, said, "direct or port-forward"));
  }

  private InetAddress ownAddress(Pod pod) throws NotATarget {
    if (pod.addresses().isEmpty()) {
      throw new NotATarget("has no IP address");
    }
    return addresses.choose(pod.addresses());
  }
}
