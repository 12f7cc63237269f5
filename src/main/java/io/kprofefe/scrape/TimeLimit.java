package io.kprofefe.scrape;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time one call may take as a whole. It does not run while the call waits for us: that is not
 * the target's fault. Used by one thread.
 */
final class TimeLimit {

  private final ScheduledExecutorService alarm;
  private final Duration whole;
  private final Runnable atItsEnd;
  private long nanosLeft;
  private long runningSince;
  private @Nullable Future<?> end;
  private volatile boolean over;

  /** Not running yet. */
  TimeLimit(ScheduledExecutorService alarm, Duration whole, Runnable atItsEnd) {
    this.alarm = alarm;
    this.whole = whole;
    this.atItsEnd = atItsEnd;
    this.nanosLeft = whole.toNanos();
  }

  void run() {
    runningSince = System.nanoTime();
    end = alarm.schedule(this::isReached, nanosLeft, TimeUnit.NANOSECONDS);
  }

  /** Stops the clock; does nothing when it stands. */
  void pause() {
    if (end != null) {
      end.cancel(false);
      end = null;
      nanosLeft -= System.nanoTime() - runningSince;
    }
  }

  /** Whether the call was ended by this limit. */
  boolean isOver() {
    return over;
  }

  private void isReached() {
    over = true;
    atItsEnd.run();
  }

  /** Such as {@code 15 s}. */
  @Override
  public String toString() {
    return Seconds.shown(whole);
  }
}
