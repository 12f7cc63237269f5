package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * A sink that tries again where that can help and stores nothing twice, and that stops asking the
 * sink behind it once that is down.
 *
 * <p>Only {@link Undelivered} is tried again: of everything else the profile may be stored already,
 * or will never be.
 */
public final class PersistentSink implements ProfileSink {

  /** So many profiles in a row, and the sink is down. */
  public static final int DOWN_AFTER = 5;

  /** A wait between two tries. */
  @FunctionalInterface
  interface Pause {

    /** Waits; true when the sink turned out to be down meanwhile. */
    boolean pause(Duration wait) throws InterruptedException;
  }

  private final ProfileSink sink;
  private final Backoff backoff;
  private final Outage outage;
  private final Pause pause;

  public PersistentSink(ProfileSink sink) {
    this(sink, Backoff.standard(new Random()));
  }

  PersistentSink(ProfileSink sink, Backoff backoff) {
    this(sink, backoff, new Outage(DOWN_AFTER));
  }

  private PersistentSink(ProfileSink sink, Backoff backoff, Outage outage) {
    this(sink, backoff, outage, outage::await);
  }

  PersistentSink(ProfileSink sink, Backoff backoff, Outage outage, Pause pause) {
    this.sink = sink;
    this.backoff = backoff;
    this.outage = outage;
    this.pause = pause;
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
    try {
      StoredProfile stored = untilTaken(profile);
      outage.over();
      return stored;
    } catch (ProfileFailure failure) {
      note(failure);
      throw failure;
    }
  }

  private StoredProfile untilTaken(NewProfile profile) throws ProfileFailure {
    for (int tried = 1; ; tried++) {
      failWhenDown();
      try {
        return sink.write(profile);
      } catch (Undelivered failure) {
        if (tried == backoff.tries()) {
          throw new Undelivered(
              failure.reason() + ", in " + tried + " tries", failure.retryAfter());
        }
        pauseAfter(failure, tried);
      }
    }
  }

  private void pauseAfter(Undelivered failure, int tried) throws ProfileFailure {
    try {
      if (pause.pause(backoff.after(tried, failure.retryAfter()))) {
        failWhenDown();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new ProfileFailure(
          Outcome.CANCELLED, "the run ended before another try: " + failure.reason(), ended);
    }
  }

  private void failWhenDown() throws Undelivered {
    Optional<String> down = outage.reason();
    if (down.isPresent()) {
      throw new Undelivered(down.get(), Optional.empty());
    }
  }

  private void note(ProfileFailure failure) {
    switch (failure.outcome()) {
      case UNDELIVERED, UNKNOWN -> outage.lasts(failure.reason());
      case CANCELLED -> {
        // The run's end says nothing about the sink.
      }
      default -> outage.over();
    }
  }
}
