package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One profile on its way to one sink, on a thread of its own: it can be cut off at any moment. */
final class Writing {

  private final String sink;
  private final FutureTask<Delivery> task;
  private volatile String whyCutOff = "";

  Writing(String sink, Callable<Delivery> write) {
    this.sink = sink;
    this.task = new FutureTask<>(write);
  }

  void start() {
    Thread.ofVirtual().start(task);
  }

  /** Ends it as {@code CANCELLED} unless it has ended, whether or not the sink minds interrupts. */
  void cutOff(String why) {
    whyCutOff = why;
    task.cancel(true);
  }

  /** Waits for it. */
  Delivery ended() {
    try {
      return task.get();
    } catch (CancellationException cutOff) {
      return Delivery.failed(sink, new ProfileFailure(Outcome.CANCELLED, whyCutOff, cutOff));
    } catch (ExecutionException bug) {
      throw new IllegalStateException("the delivery to " + sink + " died", bug.getCause());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException("nobody interrupts who waits for a sink", impossible);
    }
  }
}
