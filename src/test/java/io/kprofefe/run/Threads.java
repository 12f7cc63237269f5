package io.kprofefe.run;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** Threads that a test watches. */
final class Threads {

  private Threads() {}

  /** Returns when the thread waits for something; fails when it came to its end instead. */
  static Thread awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertNotEquals(Thread.State.TERMINATED, thread.getState(), "it did not wait");
      Thread.onSpinWait();
    }
    return thread;
  }
}
