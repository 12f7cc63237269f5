package io.kprofefe.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A profile whose bytes are written, and who waits for it. The kernel tells a failure once, maybe
 * to a sync that began before this one: so any since the profile was begun is taken for its own.
 */
final class Settling {

  private final Disk.Names names;
  private final int failuresBefore;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Set before the latch opens. */
  private Optional<IOException> failure = Optional.empty();

  /** Of ours, met on the thread of all: it is thrown on the one that waits. */
  private Optional<RuntimeException> bug = Optional.empty();

  /**
   * @param failuresBefore of syncs, when the first of it was written
   */
  Settling(Disk.Names names, int failuresBefore) {
    this.names = names;
    this.failuresBefore = failuresBefore;
  }

  /**
   * Its bytes have been synced, with so many failures up to now.
   *
   * @return whether its names are taken, and wait for the next sync
   */
  boolean takeNamesAfter(int failures) {
    if (!claimed.compareAndSet(false, true)) {
      return false; // given up
    }
    try {
      if (failures != failuresBefore) {
        throw diskFailed();
      }
      names.take();
      return true;
    } catch (IOException failed) {
      end(Optional.of(failed));
      return false;
    } catch (RuntimeException ours) {
      bug = Optional.of(ours);
      end(Optional.empty());
      return false;
    }
  }

  /** Its names have been synced, with so many failures up to now. */
  void endAfter(int failures) {
    end(failures == failuresBefore ? Optional.empty() : Optional.of(diskFailed()));
  }

  /**
   * Waits for the end. An interrupt gives up before the names are taken; later it is too late.
   *
   * @throws IOException and no names will be taken from now on
   */
  void await() throws IOException {
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      boolean givenUp = claimed.compareAndSet(false, true);
      if (!givenUp) {
        awaitUninterrupted();
      }
      Thread.currentThread().interrupt();
      if (givenUp) {
        throw new ClosedByInterruptException();
      }
    }
    if (bug.isPresent()) {
      throw bug.get();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void awaitUninterrupted() {
    while (true) {
      try {
        ended.await();
        return;
      } catch (InterruptedException again) {
        // there is no more to give up
      }
    }
  }

  private void end(Optional<IOException> with) {
    failure = with;
    ended.countDown();
  }

  private static IOException diskFailed() {
    return new IOException("the disk failed while this was written");
  }
}
