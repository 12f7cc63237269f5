package io.kprofefe.store.pyroscope;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.time.Duration;
import java.util.Optional;

/** Pyroscope was sent more than it takes in a second, and stored nothing of this one. */
final class Throttled extends ProfileFailure {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  /**
   * @param retryAfter how long a gateway before it asked to be left alone; Pyroscope never says
   */
  Throttled(String reason, Optional<Duration> retryAfter) {
    super(Outcome.UNDELIVERED, reason);
    this.retryAfter = retryAfter;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
