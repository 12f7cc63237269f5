package io.kprofefe.cli.option;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.OwnLabels;
import io.kprofefe.target.PodLabels;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Via;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Which profiles are taken, and what goes with them. */
public final class ProfileOptions {

  private static final int LONGEST = 128;

  static final Option<List<ProfileType>> PROFILES =
      Option.list(
          "--profiles",
          "TYPE,…",
          Allowed.oneOf(Arrays.asList(ProfileType.values()), ProfileType::word),
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

  static final Option<List<Label>> LABEL =
      Option.list("--label", "KEY=VALUE,…", runLabel(), "labels for all profiles of the run");

  static final Option<List<PodLabels>> POD_LABELS =
      Option.list(
          "--pod-labels",
          "LABEL=NAME,…",
          Allowed.readBy(
              PodLabels::parse,
              "LABEL, LABEL=NAME, or * for all; NAME is not one that kprofefe sets itself"),
          "labels of the pod that go with its profiles, and under which name; * for all");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Which profiles", List.of(PROFILES, CPU_SECONDS, TRACE_SECONDS, LABEL, POD_LABELS));

  private ProfileOptions() {}

  /** The rules for targets that are dialled: these options and those of {@link PodOptions}. */
  public static TargetRules rules(Arguments arguments) throws UsageException {
    return rules(arguments, Via.DIRECT);
  }

  /** The same for targets that are reached so. */
  public static TargetRules rules(Arguments arguments, Via via) throws UsageException {
    return new TargetRules(
        arguments.get(PROFILES).stream().distinct().toList(),
        Duration.ofSeconds(arguments.get(CPU_SECONDS)),
        Duration.ofSeconds(TargetRules.LONGEST_SAMPLING_SECONDS),
        Duration.ofSeconds(arguments.get(TRACE_SECONDS)),
        new Labels(DistinctKeys.of(LABEL, arguments)),
        together(arguments.get(POD_LABELS)),
        arguments.get(PodOptions.QUALIFY_SERVICES),
        via,
        arguments.get(PodOptions.HOST_NETWORK),
        arguments.get(PodOptions.POD_CIDR),
        arguments.get(PodOptions.DECLARED_PORTS_ONLY));
  }

  /** The labels that say where a profile is from are not for the run to choose. */
  private static Allowed<Label> runLabel() {
    return Allowed.label()
        .filter(
            label -> !OwnLabels.KEYS.contains(label.key()) && label.value().length() <= LONGEST,
            "key=value of at most 128 characters; the keys "
                + OwnLabels.KEYS.stream().sorted().collect(Collectors.joining(", "))
                + " are kprofefe's own");
  }

  private static PodLabels together(List<PodLabels> parts) {
    var names = new LinkedHashMap<String, String>();
    parts.forEach(part -> names.putAll(part.names()));
    return new PodLabels(names, parts.stream().anyMatch(PodLabels::all));
  }
}
