package io.kprofefe.target;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What pods say in the families that are asked for. Each pod is read in one of them, so that it is
 * profiled once: in kprofefe's own if it speaks that, else in the first one asked for. A value that
 * is wrong costs what it belongs to, with its reason, and is never taken for the default.
 */
public final class AnnotatedPods implements PodAnnotations {

  /** A pod may have thousands of annotations, and a report holds all that is told. */
  private static final int MOST_TOLD = 32;

  private final TargetRules rules;
  private final PodCondition condition;
  private final List<Family> families;

  /**
   * @param families as they were asked for; kprofefe's own comes first wherever it stands
   */
  public AnnotatedPods(TargetRules rules, Collection<Family> families) {
    this.rules = rules;
    this.condition = new PodCondition(rules.reach());
    this.families =
        Stream.concat(Stream.of(Families.OURS).filter(families::contains), families.stream())
            .distinct()
            .toList();
  }

  @Override
  public List<Discovered> discover(Pod pod) {
    Optional<Family> spoken = families.stream().filter(one -> one.isSpokenBy(pod)).findFirst();
    try {
      return spoken.isPresent() && spoken.get().asksForIt(pod)
          ? targets(pod, spoken.get())
          : List.of(new Unannotated(pod.identity()));
    } catch (NotATarget e) {
      return List.of(new Skipped(pod.identity(), e.reason()));
    }
  }

  /** What was not done as asked stands beside what is done. */
  private List<Discovered> targets(Pod pod, Family family) throws NotATarget {
    Reach reach = condition.reach(pod);
    PodWide wide = PodWide.of(pod, rules);
    return bounded(
        Stream.concat(
                family.targets(new ReachablePod(pod, reach, wide, rules)).stream(),
                wide.remark().map(remark -> new Skipped(pod.identity(), remark)).stream())
            .toList());
  }

  /** All that is done, and as much of what is not as a person reads. */
  private static List<Discovered> bounded(List<Discovered> pod) {
    List<Discovered> skipped = pod.stream().filter(Skipped.class::isInstance).toList();
    int untold = skipped.size() - MOST_TOLD;
    if (untold <= 0) {
      return pod;
    }
    var more =
        new Skipped(
            pod.getFirst().identity(),
            untold + " more of its annotations cannot be heeded, or are not known");
    return Stream.of(
            pod.stream().filter(one -> !(one instanceof Skipped)),
            skipped.stream().limit(MOST_TOLD),
            Stream.of(more))
        .<Discovered>flatMap(each -> each)
        .toList();
  }

  /** The families, in the order in which they win. */
  @Override
  public String toString() {
    return families.stream().map(Family::word).toList().toString();
  }
}
