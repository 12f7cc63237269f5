package io.kprofefe.analysis;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.time.Duration;

/**
 * How long the names of one profile may be matched: an expression takes its time for every name,
 * and both may come from the profile.
 */
final class MatchingTime {

  static final Duration LONGEST = Duration.ofSeconds(5);

  private final long longest;
  private long spent;

  MatchingTime(Duration longest) {
    this.longest = longest.toNanos();
  }

  /**
   * @throws ProfileFailure {@code TOO_LARGE} when it was all spent
   */
  boolean isIn(String name, NamePattern pattern) throws ProfileFailure {
    if (spent > longest) {
      throw new ProfileFailure(
          Outcome.TOO_LARGE,
          "its names cannot be matched: that took "
              + Duration.ofNanos(longest).toSeconds()
              + " s already");
    }
    long begin = System.nanoTime();
    boolean found = pattern.isIn(name);
    spent += System.nanoTime() - begin;
    return found;
  }
}
