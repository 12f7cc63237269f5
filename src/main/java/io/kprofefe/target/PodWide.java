package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import java.time.Duration;
import java.util.Optional;

/**
 * What a pod says for all of its endpoints, in whatever family it asks.
 *
 * @param remark for the report: what was not done as asked
 */
record PodWide(Duration cpuTime, Labels labels, Optional<String> remark) {

  static PodWide of(Pod pod, TargetRules rules) throws NotATarget {
    AnnotatedLabels labels = AnnotatedLabels.of(pod);
    return new PodWide(cpuTime(pod, rules), labels.labels(), labels.remark());
  }

  private static Duration cpuTime(Pod pod, TargetRules rules) throws NotATarget {
    String key = Annotation.CPU_SECONDS.key();
    String said = pod.annotations().get(key);
    return said == null ? rules.cpuTime() : SamplingTime.of(key, said, rules.longestSampling());
  }
}
