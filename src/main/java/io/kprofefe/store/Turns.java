package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.concurrent.Semaphore;

/** So many at once; others wait, first come, first served. */
public final class Turns {

  private final Semaphore free;

  public Turns(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /**
   * Makes the attempt when it is its turn.
   *
   * @throws ProfileFailure as the attempt does; also {@code CANCELLED} when the thread is
   *     interrupted before its turn
   */
  public StoredProfile inTurn(Attempt attempt) throws ProfileFailure {
    awaitTurn();
    try {
      return attempt.make();
    } finally {
      free.release();
    }
  }

  private void awaitTurn() throws ProfileFailure {
    try {
      free.acquire();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new ProfileFailure(Outcome.CANCELLED, "the run ended before it was sent", ended);
    }
  }
}
