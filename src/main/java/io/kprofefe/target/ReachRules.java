package io.kprofefe.target;

import java.util.List;

/**
 * Which pods may be reached, and how.
 *
 * @param via how pods are reached; the rules for addresses are for those that are dialled
 * @param allowPortForward whether a pod may ask to be reached so
 * @param hostNetwork whether pods in their node's network are allowed
 * @param podCidrs when not empty, the whole rule for addresses
 * @param declaredPortsOnly whether a port must be one that a container declares
 */
public record ReachRules(
    Via via,
    boolean allowPortForward,
    boolean hostNetwork,
    List<Cidr> podCidrs,
    boolean declaredPortsOnly) {

  /** Any pod by its own address. */
  public static final ReachRules DIRECT =
      new ReachRules(Via.DIRECT, false, false, List.of(), false);

  public ReachRules {
    podCidrs = List.copyOf(podCidrs);
  }
}
