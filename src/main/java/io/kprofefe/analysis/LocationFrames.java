package io.kprofefe.analysis;

import io.kprofefe.analysis.NameFilter.Verdict;

/** A location as it counts in stacks. */
final class LocationFrames {

  /** Where a stack ends that was going on to inner frames. */
  enum Cut {
    /** It goes on. */
    NONE,
    /** With this location, whose inner frames are gone already. */
    AFTER,
    /** Before this location. */
    BEFORE
  }

  private final int[] frames;
  private final Cut cut;
  private final Verdict verdict;

  /**
   * @param frames {@code place * 2}, and one more when it is inlined; the innermost first
   */
  LocationFrames(int[] frames, Cut cut, Verdict verdict) {
    this.frames = frames;
    this.cut = cut;
    this.verdict = verdict;
  }

  int[] frames() {
    return frames;
  }

  Cut cut() {
    return cut;
  }

  Verdict verdict() {
    return verdict;
  }
}
