package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.net.InetAddress;

/** Whether a pod, whatever its annotations say, is in a state to be asked, and at which address. */
final class PodCondition {

  private final Via via;
  private final boolean hostNetwork;
  private final AddressRule addresses;

  /** Where pods are chosen by their addresses, they are also where none is dialled. */
  private final boolean chosenByAddress;

  PodCondition(TargetRules rules) {
    this.via = rules.via();
    this.hostNetwork = rules.hostNetwork();
    this.addresses = new AddressRule(rules.podCidrs());
    this.chosenByAddress = !rules.podCidrs().isEmpty();
  }

  /**
   * The address to dial. Over a port-forward it is the loopback of the pod's network, which may be
   * its node's: what listens there alone is not to be had for an annotation either.
   *
   * @throws NotATarget with what stands against it, the most telling first
   */
  InetAddress address(Pod pod) throws NotATarget {
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
    if (via == Via.DIRECT) {
      return ownAddress(pod);
    }
    if (chosenByAddress) {
      ownAddress(pod);
    }
    return InetAddress.getLoopbackAddress();
  }

  private InetAddress ownAddress(Pod pod) throws NotATarget {
    if (pod.addresses().isEmpty()) {
      throw new NotATarget("has no IP address");
    }
    return addresses.choose(pod.addresses());
  }
}
