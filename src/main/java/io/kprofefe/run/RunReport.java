package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.store.spool.SpoolReport;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a run went: what the summary, the metrics and the exit code are made of.
 *
 * @param error why pods could not be listed; the rest is what was done until then
 * @param targets all that were selected, also those of which nothing came
 * @param notSampled the pods that could have been, and were left to another run
 * @param ends one for each profile that was wanted of a target
 * @param spools what became of earlier runs' profiles, one for each sink with a spool
 */
public record RunReport(
    ExitCode exitCode,
    Instant startedAt,
    Duration duration,
    StageTimes stages,
    Optional<String> error,
    List<Target> targets,
    List<Skipped> skipped,
    Set<TargetIdentity> notSampled,
    List<ProfileEnd> ends,
    List<SpoolReport> spools) {

  public RunReport {
    targets = List.copyOf(targets);
    skipped = List.copyOf(skipped);
    notSampled = Set.copyOf(notSampled);
    ends = List.copyOf(ends);
    spools = List.copyOf(spools);
  }

  /** The pods with at least one target. */
  public int podsSelected() {
    return selected().size();
  }

  /** The pods that were skipped altogether. */
  public int podsSkipped() {
    Set<TargetIdentity> selected = selected();
    return (int)
        skipped.stream()
            .map(Skipped::identity)
            .distinct()
            .filter(pod -> !selected.contains(pod) && !notSampled.contains(pod))
            .count();
  }

  /** The pods of which at least one profile was stored, or empty. */
  public int podsProfiled() {
    return (int)
        ends.stream()
            .filter(end -> !end.outcome().isFailure())
            .map(end -> end.target().identity())
            .distinct()
            .count();
  }

  /** The selected pods of which nothing came. */
  public int podsFailed() {
    return podsSelected() - podsProfiled();
  }

  /** How many profiles of this type ended so; outcomes that did not occur are absent. */
  public Map<Outcome, Integer> counts(ProfileType type) {
    var counts = new EnumMap<Outcome, Integer>(Outcome.class);
    ends.stream()
        .filter(end -> end.type() == type)
        .forEach(end -> counts.merge(end.outcome(), 1, Integer::sum));
    return counts;
  }

  /** What was not for one of the sinks, by what it is. */
  public List<Declined> declined() {
    return Declined.among(ends);
  }

  private Set<TargetIdentity> selected() {
    return targets.stream().map(Target::identity).collect(Collectors.toSet());
  }
}
