package io.kprofefe.run;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.spool.SpoolDelivery;
import io.kprofefe.store.spool.SpoolReport;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What earlier runs left in their spools, on its way while this run goes on. To be used once. */
final class SpoolDeliveries {

  /** No namespace has this name. */
  private static final String TENANT = "";

  private final List<SpoolDelivery> spools;
  private final List<Thread> threads;
  private final CountDownLatch underWay;

  SpoolDeliveries(List<SpoolDelivery> spools, Bodies bodies) {
    this.spools = spools;
    this.threads =
        spools.stream()
            .map(spool -> Thread.ofVirtual().name("spool").unstarted(() -> deliver(spool, bodies)))
            .toList();
    this.underWay = new CountDownLatch(spools.size());
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** What is under way may come to its end; nothing else begins. */
  void stop() {
    spools.forEach(SpoolDelivery::stop);
  }

  /** Ends what is under way. */
  void cutOff() {
    threads.forEach(Thread::interrupt);
  }

  /** Waits no longer for the sinks that did not mind. */
  void giveUp() {
    spools.forEach(_ -> underWay.countDown());
  }

  /** Waits until all is delivered or given up. */
  void await() {
    try {
      underWay.await();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException("nobody interrupts who waits for a spool", impossible);
    }
  }

  /** How it went, with what this run has added. */
  List<SpoolReport> reports() {
    return spools.stream().map(SpoolDelivery::report).toList();
  }

  private void deliver(SpoolDelivery spool, Bodies bodies) {
    try {
      spool.deliver(bytes -> hold(bodies, bytes));
    } catch (RuntimeException bug) {
      spool.ended(Bug.reason("delivering from a spool", bug));
    } finally {
      underWay.countDown();
    }
  }

  private static SpoolDelivery.Memory.Held hold(Bodies bodies, long bytes) throws ProfileFailure {
    Bodies.Held held = bodies.hold(TENANT);
    try {
      held.resize(bytes);
      return held::close;
    } catch (ProfileFailure stopped) {
      held.close();
      throw stopped;
    }
  }
}
