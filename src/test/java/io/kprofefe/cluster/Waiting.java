package io.kprofefe.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** For what a cluster makes so in its own time. */
final class Waiting {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private Waiting() {}

  /** Looks again and again. */
  static void until(Duration longest, String what, BooleanSupplier so) {
    long end = System.nanoTime() + longest.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not so in " + longest + ": " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
