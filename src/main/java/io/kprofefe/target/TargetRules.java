package io.kprofefe.target;

import io.kprofefe.profile.ProfileType;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the run says about targets; pods fill in the rest by their annotations.
 *
 * @param profiles the run's own list of types
 * @param cpuTime for pods that do not say
 * @param longestSampling that a pod may ask for: what it wants must fit into the run
 * @param deltas types of which the target takes the difference over the time of a CPU profile
 * @param labels what goes with the profiles
 * @param qualifyServices whether services are filed as {@code namespace.service}
 * @param grant to which pods our credentials may be shown
 */
public record TargetRules(
    List<ProfileType> profiles,
    Duration cpuTime,
    Duration longestSampling,
    Duration traceTime,
    Set<ProfileType> deltas,
    LabelRules labels,
    boolean qualifyServices,
    ReachRules reach,
    Grant grant) {

  /**
   * Nobody samples longer, neither the run nor a pod: a run ends after 8 minutes, unless it is told
   * otherwise, and what a profile costs its program should be short.
   */
  public static final int LONGEST_SAMPLING_SECONDS = 300;

  public TargetRules {
    profiles = List.copyOf(profiles);
    deltas = Set.copyOf(deltas);
  }

  /** The same for a run that has room for so much: one pod that wants more would spoil it. */
  public TargetRules sampledWithin(Duration room) {
    return new TargetRules(
        profiles,
        cpuTime,
        longestSampling.compareTo(room) < 0 ? longestSampling : room,
        traceTime,
        deltas,
        labels,
        qualifyServices,
        reach,
        grant);
  }
}
