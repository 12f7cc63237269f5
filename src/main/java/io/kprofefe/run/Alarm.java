package io.kprofefe.run;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/** What is to be done later in a run; never, once the run is over. */
final class Alarm implements AutoCloseable {

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("run-alarm").factory(), new DiscardPolicy());

  void after(Duration time, Runnable action) {
    Future<?> _ = thread.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
