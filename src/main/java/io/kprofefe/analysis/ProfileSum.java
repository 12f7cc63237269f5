package io.kprofefe.analysis;

import java.time.Duration;

/** A set of profiles, added up: what its functions cost, and what that can be divided by. */
final class ProfileSum {

  private final Costs costs = new Costs();
  private int profiles;
  private Duration duration = Duration.ZERO;
  private boolean timed = true;

  void add(FrameReader.Read read) {
    costs.add(read.costs());
    profiles++;
    duration = duration.plus(read.duration());
    timed &= !read.duration().isZero();
  }

  Costs costs() {
    return costs;
  }

  boolean isEmpty() {
    return profiles == 0;
  }

  /** Whether every profile says how long it took. */
  boolean isTimed() {
    return timed;
  }

  Comparison.Size size() {
    return new Comparison.Size(profiles, duration);
  }

  /** What its sums are divided by; at least 1 of nothing. */
  double divisor(Per per) {
    double size =
        switch (per) {
          case SECOND -> duration.toNanos() / 1e9;
          case PROFILE -> profiles;
          case TOTAL -> costs.total();
        };
    return size > 0 ? size : 1;
  }
}
