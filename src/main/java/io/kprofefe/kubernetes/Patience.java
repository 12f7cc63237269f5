package io.kprofefe.kubernetes;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the API server is asked again.
 *
 * @param tries in all, the first among them
 */
record Patience(int tries, RandomGenerator random, Pause pause) {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Waits; replaced in tests. */
  interface Pause {
    void take(Duration time) throws InterruptedException;
  }

  static Patience usual() {
    return new Patience(5, RandomGenerator.getDefault(), Thread::sleep);
  }

  /**
   * Waits before the next try: as long as the server asks for, at most 10 s; else up to twice as
   * long after each try, of which a random half is left out.
   */
  void beforeNext(int tried, Optional<Duration> asked) throws InterruptedException {
    pause.take(asked.map(Patience::bounded).orElseGet(() -> withJitter(tried)));
  }

  private Duration withJitter(int tried) {
    long most = bounded(FIRST.multipliedBy(1L << (tried - 1))).toMillis();
    return Duration.ofMillis(random.nextLong(most / 2, most + 1));
  }

  private static Duration bounded(Duration time) {
    return time.compareTo(LONGEST) < 0 ? time : LONGEST;
  }
}
