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
  private final Thread thread;
  private volatile String whyGivenUp = "";

  Writing(String sink, Callable<Delivery> write) {
    this.sink = sink;
    this.task = new FutureTask<>(write);
    this.thread = Thread.ofVirtual().unstarted(task);
  }

  void start() {
    thread.start();
  }

  /** Tells the sink to make an end. It knows best what has become of the profile. */
  void cutOff() {
    thread.interrupt();
  }

  /** Ends it unless it has ended, for a sink that minds no interrupt. */
  void giveUp(String why) {
    whyGivenUp = why;
    task.cancel(true);
  }

  /** Waits for it. */
  Delivery ended() {
    try {
      return task.get();
    } catch (CancellationException givenUp) {
      String reason = whyGivenUp + " while it was written: it may be stored";
      return Delivery.failed(sink, new ProfileFailure(Outcome.UNKNOWN, reason, givenUp));
    } catch (ExecutionException bug) {
      throw new IllegalStateException("the delivery to " + sink + " died", bug.getCause());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException("nobody interrupts who waits for a sink", impossible);
    }
  }
}
