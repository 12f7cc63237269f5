package io.kprofefe.store.objects;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.StoreException;
import io.kprofefe.store.StoreException.Problem;
import io.kprofefe.store.Undelivered;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A request that did not come to a good end. The message is a sentence for a person. */
final class ObjectFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private static final String MAYBE = ": it may be stored";

  private final ObjectTrouble trouble;
  private final transient Optional<Duration> retryAfter;

  ObjectFailure(ObjectTrouble trouble, String reason) {
    this(trouble, reason, Optional.empty());
  }

  /**
   * @param retryAfter how long the store asked to be left alone
   */
  ObjectFailure(ObjectTrouble trouble, String reason, Optional<Duration> retryAfter) {
    super(reason);
    this.trouble = trouble;
    this.retryAfter = retryAfter;
  }

  /** Who asks was told to end. */
  static ObjectFailure ended() {
    return new ObjectFailure(ObjectTrouble.LOST, "it was given up before all was read");
  }

  ObjectTrouble trouble() {
    return trouble;
  }

  String reason() {
    return Objects.requireNonNull(getMessage());
  }

  /** Whether a profile that was sent so may be stored. */
  boolean mayBeStored() {
    return trouble == ObjectTrouble.BROKEN || trouble == ObjectTrouble.LOST;
  }

  /**
   * What it means for a profile.
   *
   * @param mayBeStored by this try or one before
   */
  ProfileFailure ofProfile(boolean mayBeStored) {
    return switch (trouble) {
      case DENIED -> new SinkDenied(reason());
      case NO_BUCKET, NOT_THERE, THERE_ALREADY, REFUSED ->
          mayBeStored
              ? new ProfileFailure(Outcome.UNKNOWN, reason() + MAYBE, this)
              : new ProfileFailure(Outcome.REJECTED, reason(), this);
      case NOT_NOW, BROKEN, NOT_SENT, LOST -> {
        if (Thread.currentThread().isInterrupted()) {
          yield new ProfileFailure(
              mayBeStored ? Outcome.UNKNOWN : Outcome.CANCELLED, reason(), this);
        }
        yield mayBeStored
            ? Undelivered.maybeStored(reason() + MAYBE, retryAfter)
            : new Undelivered(reason(), retryAfter);
      }
    };
  }

  /** What it means for who reads. */
  StoreException ofReading() {
    Problem problem =
        switch (trouble) {
          case NOT_THERE -> Problem.NOT_FOUND;
          case DENIED -> Problem.DENIED;
          default -> Problem.FAILED;
        };
    return new StoreException(problem, reason(), this);
  }
}
