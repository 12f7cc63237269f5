package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The run's rules in tests: the defaults, and one thing changed. */
final class Rules {

  static final TargetRules DEFAULT =
      new TargetRules(
          ProfileType.DEFAULTS,
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Labels.NONE,
          PodLabels.NONE,
          false,
          false,
          List.of(),
          false);

  private Rules() {}

  static TargetRules withLabels(Labels labels, PodLabels podLabels) {
    return new TargetRules(
        ProfileType.DEFAULTS,
        DEFAULT.cpuTime(),
        DEFAULT.traceTime(),
        labels,
        podLabels,
        false,
        false,
        List.of(),
        false);
  }

  static TargetRules qualified() {
    return new TargetRules(
        ProfileType.DEFAULTS,
        DEFAULT.cpuTime(),
        DEFAULT.traceTime(),
        Labels.NONE,
        PodLabels.NONE,
        true,
        false,
        List.of(),
        false);
  }

  static TargetRules onHostNetwork() {
    return new TargetRules(
        ProfileType.DEFAULTS,
        DEFAULT.cpuTime(),
        DEFAULT.traceTime(),
        Labels.NONE,
        PodLabels.NONE,
        false,
        true,
        List.of(),
        false);
  }

  static TargetRules withPodCidrs(String... blocks) {
    return new TargetRules(
        ProfileType.DEFAULTS,
        DEFAULT.cpuTime(),
        DEFAULT.traceTime(),
        Labels.NONE,
        PodLabels.NONE,
        false,
        false,
        Stream.of(blocks).map(Cidr::parse).toList(),
        false);
  }

  static TargetRules declaredPortsOnly() {
    return new TargetRules(
        ProfileType.DEFAULTS,
        DEFAULT.cpuTime(),
        DEFAULT.traceTime(),
        Labels.NONE,
        PodLabels.NONE,
        false,
        false,
        List.of(),
        true);
  }
}
