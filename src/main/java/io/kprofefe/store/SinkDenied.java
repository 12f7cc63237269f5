package io.kprofefe.store;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;

/** The sink answered 401 or 403: no other try can help, and the run ends with 77. */
public final class SinkDenied extends ProfileFailure {

  private static final long serialVersionUID = 1L;

  public SinkDenied(String reason) {
    super(Outcome.REJECTED, reason);
  }
}
