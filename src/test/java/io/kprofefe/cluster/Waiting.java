package io.kprofefe.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** For what a cluster makes so in its own time. */
final class Waiting {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private Waiting() {}

  /** Looks again and again. */
  static void until(Duration longest, String what, BooleanSupplier so) {
    until(longest, what, so::getAsBoolean, is -> is);
  }

  /** What is seen once it is as wanted. */
  static <T> T until(Duration longest, String what, Supplier<T> look, Predicate<T> wanted) {
    long end = System.nanoTime() + longest.toNanos();
    for (T seen = look.get(); ; seen = look.get()) {
      if (wanted.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not so in " + longest + ": " + what + ": " + seen);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
