package io.kprofefe.profile;

import java.io.IOException;

/**
 * Bytes that are no sound profile, found out while they are read; becomes a {@link ProfileFailure}.
 */
final class Refused extends IOException {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final String reason;

  private Refused(Outcome outcome, String reason) {
    super(reason);
    this.outcome = outcome;
    this.reason = reason;
  }

  static Refused invalid(String reason) {
    return new Refused(Outcome.INVALID, reason);
  }

  static Refused tooLarge(String reason) {
    return new Refused(Outcome.TOO_LARGE, reason);
  }

  Outcome outcome() {
    return outcome;
  }

  String reason() {
    return reason;
  }
}
