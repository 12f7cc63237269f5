package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.time.Duration;
import java.util.Optional;

/** The sink was not able to take it and stored nothing: another try can help. */
public final class Undelivered extends ProfileFailure {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  /**
   * @param retryAfter how long the sink asked to be left alone
   */
  public Undelivered(String reason, Optional<Duration> retryAfter) {
    super(Outcome.UNDELIVERED, reason);
    this.retryAfter = retryAfter;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
