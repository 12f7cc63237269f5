package io.kprofefe.run;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How long a stage was under way, from its first start to its last end, with many threads in it.
 */
final class StageWatch {

  private final LongAccumulator firstStart = new LongAccumulator(Math::min, Long.MAX_VALUE);
  private final LongAccumulator lastEnd = new LongAccumulator(Math::max, Long.MIN_VALUE);
  private final long origin = System.nanoTime();

  /** One thread enters, until it closes what it got. */
  Leave enter() {
    firstStart.accumulate(System.nanoTime() - origin);
    return () -> lastEnd.accumulate(System.nanoTime() - origin);
  }

  /** Zero when nobody was ever in it. */
  Duration time() {
    long end = lastEnd.get();
    return end == Long.MIN_VALUE ? Duration.ZERO : Duration.ofNanos(end - firstStart.get());
  }

  /** Says that its thread has left. */
  interface Leave extends AutoCloseable {
    @Override
    void close();
  }
}
