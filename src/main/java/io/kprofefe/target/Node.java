package io.kprofefe.target;

/**
 * A node, as far as its kubelet's profiles depend on it.
 *
 * @param ready the status of its condition {@code Ready}: {@code True}, {@code False}, {@code
 *     Unknown} when its kubelet was not heard of for a while; empty when there is none
 */
public record Node(String uid, String name, String ready) {

  public TargetIdentity identity() {
    return TargetIdentity.node(name);
  }
}
