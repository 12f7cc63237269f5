package io.kprofefe.store.pyroscope;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.Attempt;
import io.kprofefe.store.StoredProfile;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Tries again, after longer and longer waits, what a Pyroscope had no room for in that second. That
 * is how it bounds a tenant, and no trouble: a run sends all it has at once, and 112 of 128 heap
 * profiles came back so from 2.2.1. Whoever waits keeps its turn, so fewer are sent.
 *
 * @param random safe for many threads
 */
record ThrottlePatience(RandomGenerator random, Pause pause) {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** So long for one profile; a run's deadline may come before. */
  private static final Duration ENOUGH = Duration.ofMinutes(1);

  /** Waits between two tries. */
  @FunctionalInterface
  interface Pause {
    void pause(Duration wait) throws InterruptedException;
  }

  /**
   * Makes attempts until one is not throttled.
   *
   * @throws ProfileFailure as the attempts do; {@code UNDELIVERED} when all were throttled, and
   *     {@code CANCELLED} when the thread is interrupted between two tries
   */
  StoredProfile untilTaken(Attempt attempt) throws ProfileFailure {
    Duration waited = Duration.ZERO;
    for (int tried = 1; ; tried++) {
      try {
        return attempt.make();
      } catch (Throttled throttled) {
        Duration wait = wait(tried, throttled);
        waited = waited.plus(wait);
        if (waited.compareTo(ENOUGH) > 0) {
          throw new ProfileFailure(
              Outcome.UNDELIVERED, "%s, in %d tries".formatted(throttled.reason(), tried));
        }
        pauseAfter(throttled, wait);
      }
    }
  }

  /** Half of it by chance: many that came back together must not come again together. */
  private Duration wait(int tried, Throttled throttled) {
    Duration grown = FIRST.multipliedBy(1L << Math.min(tried - 1, 10));
    Duration most = grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    Duration ours = most.dividedBy(2).plusNanos(random.nextLong(most.dividedBy(2).toNanos() + 1));
    return throttled.retryAfter().filter(asked -> asked.compareTo(ours) > 0).orElse(ours);
  }

  private void pauseAfter(Throttled throttled, Duration wait) throws ProfileFailure {
    try {
      pause.pause(wait);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new ProfileFailure(
          Outcome.CANCELLED, "the run ended before another try: " + throttled.reason(), ended);
    }
  }
}
