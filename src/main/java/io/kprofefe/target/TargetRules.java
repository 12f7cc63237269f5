package io.kprofefe.target;

import io.kprofefe.profile.ProfileType;
import java.time.Duration;
import java.util.List;

/**
 * What the run says about targets; pods fill in the rest by their annotations.
 *
 * @param profiles the run's own list of types
 * @param cpuTime for pods that do not say
 * @param longestSampling that a pod may ask for: what it wants must fit into the run
 * @param labels what goes with the profiles
 * @param qualifyServices whether services are filed as {@code namespace.service}
 * @param via how pods are reached; the rules for addresses are for those that are dialled
 * @param hostNetwork whether pods in their node's network are allowed
 * @param podCidrs when not empty, the whole rule for addresses
 * @param declaredPortsOnly whether a port must be one that a container declares
 */
public record TargetRules(
    List<ProfileType> profiles,
    Duration cpuTime,
    Duration longestSampling,
    Duration traceTime,
    LabelRules labels,
    boolean qualifyServices,
    Via via,
    boolean hostNetwork,
    List<Cidr> podCidrs,
    boolean declaredPortsOnly) {

  /**
   * Nobody samples longer, neither the run nor a pod: a run ends after 8 minutes, unless it is told
   * otherwise, and what a profile costs its program should be short.
   */
  public static final int LONGEST_SAMPLING_SECONDS = 300;

  public TargetRules {
    profiles = List.copyOf(profiles);
    podCidrs = List.copyOf(podCidrs);
  }

  /** The same for a run that has room for so much: one pod that wants more would spoil it. */
  public TargetRules sampledWithin(Duration room) {
    return new TargetRules(
        profiles,
        cpuTime,
        longestSampling.compareTo(room) < 0 ? longestSampling : room,
        traceTime,
        labels,
        qualifyServices,
        via,
        hostNetwork,
        podCidrs,
        declaredPortsOnly);
  }
}
