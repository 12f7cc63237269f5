package io.kprofefe.testing;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.StoredProfile;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what it is given, unless it is told to do something else first. */
public final class MemorySink implements ProfileSink {

  /** What happens before a profile is kept; it may throw, or wait. */
  @FunctionalInterface
  public interface Before {
    void write(NewProfile profile) throws ProfileFailure, InterruptedException;
  }

  private final String name;
  private final Before before;
  private final Queue<NewProfile> kept = new ConcurrentLinkedQueue<>();

  public MemorySink(String name) {
    this(name, profile -> {});
  }

  public MemorySink(String name, Before before) {
    this.name = name;
    this.before = before;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    try {
      before.write(profile);
    } catch (InterruptedException cutOff) {
      throw new IllegalStateException("cut off", cutOff);
    }
    kept.add(profile);
    return new StoredProfile(
        name + "-" + kept.size(),
        profile.type(),
        profile.service(),
        profile.labels(),
        profile.createdAt());
  }

  public List<NewProfile> kept() {
    return List.copyOf(kept);
  }
}
