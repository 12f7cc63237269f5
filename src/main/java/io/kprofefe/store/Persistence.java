package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * Tries again where that can help and stores nothing twice, and stops asking a server once that is
 * down. One for each server; safe for use by many threads.
 *
 * <p>Only {@link Undelivered} is tried again: of everything else the profile may be stored already,
 * or will never be. Of a profile that an earlier try may have stored nothing better is said in the
 * end than that.
 */
public final class Persistence {

  /** So many profiles in a row, and the sink is down. */
  public static final int DOWN_AFTER = 5;

  /** A wait between two tries. */
  @FunctionalInterface
  interface Pause {

    /** Waits; true when the sink turned out to be down meanwhile. */
    boolean pause(Duration wait) throws InterruptedException;
  }

  private final Backoff backoff;
  private final Outage outage;
  private final Pause pause;

  public Persistence() {
    this(Backoff.standard(new Random()));
  }

  Persistence(Backoff backoff) {
    this(backoff, new Outage(DOWN_AFTER));
  }

  private Persistence(Backoff backoff, Outage outage) {
    this(backoff, outage, outage::await);
  }

  Persistence(Backoff backoff, Outage outage, Pause pause) {
    this.backoff = backoff;
    this.outage = outage;
    this.pause = pause;
  }

  /**
   * Makes attempts until one is taken, or none can help.
   *
   * @throws ProfileFailure as the attempts do; also {@code UNDELIVERED} at once when the server is
   *     down, and {@code CANCELLED} when the thread is interrupted between two tries; {@code
   *     UNKNOWN} in place of both when it may be stored
   */
  public StoredProfile untilTaken(Attempt attempt) throws ProfileFailure {
    try {
      StoredProfile stored = tried(attempt);
      outage.over();
      return stored;
    } catch (ProfileFailure failure) {
      note(failure);
      throw failure;
    }
  }

  private StoredProfile tried(Attempt attempt) throws ProfileFailure {
    Optional<Undelivered> before = Optional.empty();
    for (int tried = 1; ; tried++) {
      failWhenDown(before);
      try {
        return attempt.make();
      } catch (Undelivered failure) {
        if (tried == backoff.tries()) {
          throw failure.saying(failure.reason() + ", in " + tried + " tries");
        }
        pauseAfter(failure, tried);
        before = Optional.of(failure);
      }
    }
  }

  private void pauseAfter(Undelivered failure, int tried) throws ProfileFailure {
    try {
      if (pause.pause(backoff.after(tried, failure.retryAfter()))) {
        failWhenDown(Optional.of(failure));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new ProfileFailure(
          failure.outcome() == Outcome.UNKNOWN ? Outcome.UNKNOWN : Outcome.CANCELLED,
          "the run ended before another try: " + failure.reason(),
          ended);
    }
  }

  private void failWhenDown(Optional<Undelivered> before) throws Undelivered {
    Optional<String> down = outage.reason();
    if (down.isPresent()) {
      throw before
          .map(failure -> failure.saying(down.get()))
          .orElseGet(() -> new Undelivered(down.get(), Optional.empty()));
    }
  }

  private void note(ProfileFailure failure) {
    switch (failure.outcome()) {
      case UNDELIVERED, UNKNOWN -> outage.lasts(failure.reason());
      case CANCELLED -> {
        // The run's end says nothing about the server.
      }
      default -> outage.over();
    }
  }
}
