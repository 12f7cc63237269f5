package io.kprofefe.store;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often one profile is tried, and how long to wait between. Full jitter: many deliveries that
 * failed together must not come back together.
 *
 * @param tries of one profile, the first among them
 * @param first the longest wait before the second try; it doubles with each
 * @param longest the end of patience, whatever {@code Retry-After} asks for
 * @param random safe for many threads
 */
record Backoff(int tries, Duration first, Duration longest, RandomGenerator random) {

  static Backoff standard(RandomGenerator random) {
    return new Backoff(3, Duration.ofSeconds(1), Duration.ofSeconds(10), random);
  }

  /**
   * How long to wait after this many failed tries (1 or more). The jitter comes on top of what the
   * sink asked for.
   */
  Duration after(int failed, Optional<Duration> retryAfter) {
    long most = first.multipliedBy(1L << (failed - 1)).toNanos();
    Duration jitter = Duration.ofNanos(random.nextLong(most + 1));
    Duration wait = retryAfter.orElse(Duration.ZERO).plus(jitter);
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
