package io.kprofefe.target;

import io.kprofefe.profile.ProfileType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The run's rules in tests: the defaults, and one thing changed. */
final class Rules {

  static final TargetRules DEFAULT = new Rules().rules();

  private LabelRules labels = LabelRules.NONE;
  private List<Cidr> podCidrs = List.of();
  private boolean qualified;
  private Via via = Via.DIRECT;
  private boolean allowPortForward;
  private Set<ProfileType> deltas = Set.of();
  private Grant grant = Grant.NONE;
  private boolean hostNetwork;
  private boolean declaredOnly;

  private Rules() {}

  static TargetRules withLabels(LabelRules labels) {
    var rules = new Rules();
    rules.labels = labels;
    return rules.rules();
  }

  static TargetRules qualified() {
    var rules = new Rules();
    rules.qualified = true;
    return rules.rules();
  }

  static TargetRules onHostNetwork() {
    var rules = new Rules();
    rules.hostNetwork = true;
    return rules.rules();
  }

  static TargetRules byPortForward() {
    var rules = new Rules();
    rules.via = Via.PORT_FORWARD;
    return rules.rules();
  }

  static TargetRules allowingPortForward() {
    var rules = new Rules();
    rules.allowPortForward = true;
    return rules.rules();
  }

  static TargetRules withDeltas(ProfileType... types) {
    var rules = new Rules();
    rules.deltas = Set.of(types);
    return rules.rules();
  }

  static TargetRules granting(Grant grant) {
    var rules = new Rules();
    rules.grant = grant;
    return rules.rules();
  }

  static TargetRules withPodCidrs(String... blocks) {
    var rules = new Rules();
    rules.podCidrs = Stream.of(blocks).map(Cidr::parse).toList();
    return rules.rules();
  }

  static TargetRules declaredPortsOnly() {
    var rules = new Rules();
    rules.declaredOnly = true;
    return rules.rules();
  }

  private TargetRules rules() {
    return new TargetRules(
        ProfileType.DEFAULTS,
        Duration.ofSeconds(30),
        Duration.ofSeconds(TargetRules.LONGEST_SAMPLING_SECONDS),
        Duration.ofSeconds(1),
        deltas,
        labels,
        qualified,
        new ReachRules(via, allowPortForward, hostNetwork, podCidrs, declaredOnly),
        grant);
  }
}
