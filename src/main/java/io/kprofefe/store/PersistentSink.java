package io.kprofefe.store;

import io.kprofefe.profile.ProfileFailure;

/**
 * A sink that tries again where that can help and stores nothing twice, and that stops asking the
 * sink behind it once that is down.
 */
public final class PersistentSink implements ProfileSink {

  private final ProfileSink sink;
  private final Persistence persistence;

  public PersistentSink(ProfileSink sink) {
    this(sink, new Persistence());
  }

  PersistentSink(ProfileSink sink, Persistence persistence) {
    this.sink = sink;
    this.persistence = persistence;
  }

  @Override
  public String name() {
    return sink.name();
  }

  /**
   * @throws ProfileFailure as the sink behind does; also {@code UNDELIVERED} at once when that is
   *     down, and {@code CANCELLED} when the thread is interrupted between two tries
   */
  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    return persistence.untilTaken(() -> sink.write(profile));
  }
}
