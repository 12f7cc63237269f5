package io.kprofefe.store;

import io.kprofefe.profile.ProfileFailure;

/** So many profiles on their way to a sink at once; others wait, first come, first served. */
public final class BoundedSink implements ProfileSink {

  private final ProfileSink sink;
  private final Turns turns;

  public BoundedSink(ProfileSink sink, int atOnce) {
    this.sink = sink;
    this.turns = new Turns(atOnce);
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
    return turns.inTurn(() -> sink.write(profile));
  }
}
