package io.kprofefe.run;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.spool.SpoolDelivery;
import io.kprofefe.store.spool.SpoolReport;
import java.util.List;

/** What earlier runs left in their spools, on its way while this run goes on. To be used once. */
final class SpoolDeliveries {

  /** No namespace has this name. */
  private static final String TENANT = "";

  private final List<SpoolDelivery> spools;
  private final List<Thread> threads;

  SpoolDeliveries(List<SpoolDelivery> spools, Bodies bodies) {
    this.spools = spools;
    this.threads =
        spools.stream()
            .map(spool ->
                Thread.ofVirtual()
                    .name("spool")
                    .unstarted(() -> spool.deliver(bytes -> hold(bodies, bytes))))
            .toList();
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

  /** Waits until all is delivered or given up. */
  void await() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException impossible) {
        throw new IllegalStateException("nobody interrupts who waits for a spool", impossible);
      }
    }
  }

  /** How it went, with what this run has added. */
  List<SpoolReport> reports() {
    return spools.stream().map(SpoolDelivery::report).toList();
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
