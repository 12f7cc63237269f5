package io.kprofefe.profile;

import java.util.Objects;

/**
 * A profile's way ended before it was stored. It already knows its outcome; the run turns it into a
 * {@code ProfileEnd} at one place, and nobody else interprets it.
 */
public class ProfileFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  /**
   * @param outcome how it ended; not {@code STORED}
   * @param reason a sentence for a person, without a full stop: what happened, to whom. What came
   *     from outside in it has been through {@link Untrusted#shown}
   */
  public ProfileFailure(Outcome outcome, String reason) {
    super(reason);
    this.outcome = outcome;
  }

  public ProfileFailure(Outcome outcome, String reason, Throwable cause) {
    super(reason, cause);
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The sentence for a person. */
  public String reason() {
    return Objects.requireNonNull(getMessage());
  }
}
