package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * The sink was not able to take it: another try can help, and stores nothing twice. Mostly because
 * nothing is stored yet; where the sink knows a profile again that it has, also when that is not
 * certain.
 */
public final class Undelivered extends ProfileFailure {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  /**
   * Nothing is stored.
   *
   * @param retryAfter how long the sink asked to be left alone
   */
  public Undelivered(String reason, Optional<Duration> retryAfter) {
    this(Outcome.UNDELIVERED, reason, retryAfter);
  }

  private Undelivered(Outcome outcome, String reason, Optional<Duration> retryAfter) {
    super(outcome, reason);
    this.retryAfter = retryAfter;
  }

  /** It may be stored: {@code UNKNOWN}, unless another try tells. */
  public static Undelivered maybeStored(String reason, Optional<Duration> retryAfter) {
    return new Undelivered(Outcome.UNKNOWN, reason, retryAfter);
  }

  /** The same, said in other words. */
  Undelivered saying(String reason) {
    return new Undelivered(outcome(), reason, retryAfter);
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
