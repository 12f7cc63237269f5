package io.kprofefe.cli.option;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.CopiedLabels;
import io.kprofefe.target.CopiedLabels.Copied;
import io.kprofefe.target.LabelRules;
import io.kprofefe.target.OwnLabels;
import io.kprofefe.target.ReachRules;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Via;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which profiles are taken, and what goes with them. */
public final class ProfileOptions {

  private static final int LONGEST = 128;

  private static final String OWN =
      OwnLabels.KEYS.stream().sorted().collect(Collectors.joining(", "));

  static final Option<List<ProfileType>> PROFILES =
      Option.list(
          "--profiles",
          "TYPE,…",
          Allowed.oneOf(ProfileType.named(), ProfileType::word),
          ProfileType.DEFAULTS.stream().map(ProfileType::word).collect(Collectors.joining(",")),
          "types to take; a pod's profefe.com/profiles wins");

  static final Option<Integer> CPU_SECONDS =
      Option.of(
          "--cpu-seconds",
          "N",
          Allowed.wholeNumber(1, TargetRules.LONGEST_SAMPLING_SECONDS),
          "30",
          "length of a CPU profile; a pod's profefe.com/cpu-seconds wins");

  static final Option<Integer> TRACE_SECONDS =
      Option.of(
          "--trace-seconds",
          "N",
          Allowed.wholeNumber(1, TargetRules.LONGEST_SAMPLING_SECONDS),
          "1",
          "length of an execution trace");

  static final Option<List<ProfileType>> DELTA =
      Option.list(
          "--delta",
          "TYPE,…",
          difference(),
          "types that count since the program's start, of which to take what the time of a CPU"
              + " profile adds");

  static final Option<List<Label>> LABEL =
      Option.list("--label", "KEY=VALUE,…", runLabel(), "labels for all profiles of the run");

  static final Option<List<Copied>> POD_LABELS =
      copied(
          "--pod-labels",
          "labels of the pod that go with its profiles, and under which name; * for all");

  static final Option<List<Copied>> NAMESPACE_LABELS =
      copied("--namespace-labels", "the same of its namespace; asks for the right to read those");

  static final Option<Boolean> OWNER_LABELS =
      Option.flag("--owner-labels", "tell the pod's workload: labels workload and workload_type");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Which profiles",
          List.of(
              PROFILES,
              CPU_SECONDS,
              TRACE_SECONDS,
              DELTA,
              LABEL,
              POD_LABELS,
              NAMESPACE_LABELS,
              OWNER_LABELS));

  private ProfileOptions() {}

  /**
   * The rules for targets: these options and those of {@link PodOptions}.
   *
   * @param via how they are reached
   * @param allowPortForward whether pods may ask to be reached so
   */
  public static TargetRules rules(Arguments arguments, Via via, boolean allowPortForward)
      throws UsageException {
    return new TargetRules(
        arguments.get(PROFILES).stream().distinct().toList(),
        Duration.ofSeconds(arguments.get(CPU_SECONDS)),
        Duration.ofSeconds(TargetRules.LONGEST_SAMPLING_SECONDS),
        Duration.ofSeconds(arguments.get(TRACE_SECONDS)),
        Set.copyOf(arguments.get(DELTA)),
        labels(arguments),
        arguments.get(PodOptions.QUALIFY_SERVICES),
        new ReachRules(
            via,
            allowPortForward,
            arguments.get(PodOptions.HOST_NETWORK),
            arguments.get(PodOptions.POD_CIDR),
            arguments.get(PodOptions.DECLARED_PORTS_ONLY)),
        TargetOptions.grant(arguments));
  }

  private static Allowed<ProfileType> difference() {
    Allowed<ProfileType> one = Allowed.oneOf(ProfileType.differences(), ProfileType::word);
    return one.filter(
        _ -> true,
        one.said() + "; not heap and allocs: " + ProfileType.HEAP.whyNotOverTime().orElseThrow());
  }

  private static LabelRules labels(Arguments arguments) throws UsageException {
    return new LabelRules(
        together(POD_LABELS, arguments),
        together(NAMESPACE_LABELS, arguments),
        arguments.get(OWNER_LABELS),
        new Labels(DistinctKeys.of(LABEL, arguments)));
  }

  /** The labels that say where a profile is from are not for the run to choose. */
  private static Allowed<Label> runLabel() {
    return Allowed.label()
        .filter(
            label -> !OwnLabels.isReserved(label.key()) && label.value().length() <= LONGEST,
            "key=value of at most 128 characters; the keys " + OWN + " are kprofefe's own");
  }

  private static Option<List<Copied>> copied(String name, String meaning) {
    return Option.list(
        name,
        "LABEL=NAME,…",
        Allowed.readBy(Copied::parse, "LABEL, LABEL=NAME, or * for all; NAME is none of " + OWN),
        meaning);
  }

  private static CopiedLabels together(Option<List<Copied>> option, Arguments arguments)
      throws UsageException {
    try {
      return CopiedLabels.of(arguments.get(option));
    } catch (IllegalArgumentException e) {
      throw new UsageException(option.name() + ": " + e.getMessage());
    }
  }
}
