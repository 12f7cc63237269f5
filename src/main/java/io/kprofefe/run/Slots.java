package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * So many at once, first come, first served. Closing turns all away who wait, and who come later.
 */
final class Slots {

  private static final int MORE_THAN_CAN_WAIT = 1 << 30;

  private final Semaphore free;
  private volatile @Nullable String closed;

  Slots(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /**
   * Waits for a slot.
   *
   * @throws ProfileFailure {@code CANCELLED} when there will be none any more
   */
  Slot take() throws ProfileFailure {
    free.acquireUninterruptibly();
    String why = closed;
    if (why != null) {
      throw new ProfileFailure(Outcome.CANCELLED, why);
    }
    return free::release;
  }

  /**
   * @param why a sentence for a person
   */
  void close(String why) {
    closed = why;
    free.release(MORE_THAN_CAN_WAIT);
  }
}
