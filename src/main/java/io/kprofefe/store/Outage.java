package io.kprofefe.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What all deliveries to one sink know together: whether it is down. It is taken as down after
 * several profiles in a row could not be delivered, and stays so: a run is short, and each further
 * profile would wait through its own timeouts to learn the same.
 */
final class Outage {

  private final int limit;
  private final AtomicInteger inRow = new AtomicInteger();
  private final AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.empty());
  private final CountDownLatch known = new CountDownLatch(1);

  /**
   * @param limit so many profiles in a row are an outage
   */
  Outage(int limit) {
    this.limit = limit;
  }

  /** Why the sink is taken as down; empty while it is not. */
  Optional<String> reason() {
    return reason.get();
  }

  /** It works: a profile was taken, or refused for its own sake. */
  void over() {
    inRow.set(0);
  }

  /** A profile could not be delivered, after all its tries. */
  void lasts(String why) {
    if (inRow.incrementAndGet() >= limit
        && reason.compareAndSet(
            Optional.empty(),
            Optional.of("given up after " + limit + " profiles in a row: " + why))) {
      known.countDown();
    }
  }

  /** Waits; ends early, and returns true, as soon as the sink is known to be down. */
  boolean await(Duration wait) throws InterruptedException {
    return known.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
