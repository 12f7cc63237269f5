package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.concurrent.Semaphore;

/** So many profiles on their way to a sink at once; others wait, first come, first served. */
public final class BoundedSink implements ProfileSink {

  private final ProfileSink sink;
  private final Semaphore free;

  public BoundedSink(ProfileSink sink, int atOnce) {
    this.sink = sink;
    this.free = new Semaphore(atOnce, true);
  }

  @Override
  public String name() {
    return sink.name();
  }

  /**
   * @throws ProfileFailure as the sink behind does; also {@code CANCELLED} when the thread is
   *     interrupted before its turn
   */
  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    awaitTurn();
    try {
      return sink.write(profile);
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
