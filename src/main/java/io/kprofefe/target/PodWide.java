package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a pod says for all of its endpoints.
 *
 * @param remark for the report: what was not done as asked
 */
record PodWide(Duration cpuTime, Labels labels, Optional<String> remark) {

  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,2}");

  static PodWide of(Pod pod, TargetRules rules) throws NotATarget {
    requireWay(pod, rules.via());
    AnnotatedLabels labels = AnnotatedLabels.of(pod);
    return new PodWide(cpuTime(pod, rules), labels.labels(), labels.remark());
  }

  /** A pod that may be dialled may be forwarded to, not the other way round. */
  private static void requireWay(Pod pod, Via ours) throws NotATarget {
    String key = Annotation.VIA.key();
    String said = pod.annotations().getOrDefault(key, Via.DIRECT.word());
    if (!said.equals(Via.DIRECT.word()) && !said.equals(ours.word())) {
      throw NotATarget.wrong(key, said, Via.DIRECT.word());
    }
  }

  private static Duration cpuTime(Pod pod, TargetRules rules) throws NotATarget {
    String key = Annotation.CPU_SECONDS.key();
    String said = pod.annotations().get(key);
    if (said == null) {
      return rules.cpuTime();
    }
    long longest = rules.longestSampling().toSeconds();
    if (!SECONDS.matcher(said).matches() || Integer.parseInt(said) > longest) {
      throw NotATarget.wrong(key, said, "whole seconds from 1 to " + longest + why(longest));
    }
    return Duration.ofSeconds(Integer.parseInt(said));
  }

  private static String why(long longest) {
    return longest < TargetRules.LONGEST_SAMPLING_SECONDS
        ? ", as the run's deadline leaves room for no more"
        : "";
  }
}
