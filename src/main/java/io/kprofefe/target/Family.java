package io.kprofefe.target;

import java.util.List;

/** One family of annotations: those that one collector taught people. */
public interface Family {

  /** What it is asked for by. */
  String word();

  /** Whether the pod has something to say in it about being profiled, be it no. */
  boolean isSpokenBy(Pod pod);

  /**
   * Whether the pod asks for it.
   *
   * @throws NotATarget when it says neither yes nor no
   */
  boolean asksForIt(Pod pod) throws NotATarget;

  /**
   * What the pod's annotations come to: targets, and for each thing that cannot be done as it says
   * a skip with the reason, which costs that thing alone. Not empty.
   *
   * @throws NotATarget when that is all of it
   */
  List<Discovered> targets(ReachablePod pod) throws NotATarget;
}
