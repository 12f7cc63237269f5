package io.kprofefe.store.objects.aws;

import java.util.Objects;

/** There is nothing to sign with. The message is a sentence for a person, without a full stop. */
public final class NoKeys extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private NoKeys(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** Whoever gives keys was away, or too busy: another try can help. */
  static NoKeys now(String message) {
    return new NoKeys(message, true);
  }

  /** They are refused, or cannot be meant so. */
  static NoKeys ever(String message) {
    return new NoKeys(message, false);
  }

  /** Whether another try can help. */
  public boolean isPassing() {
    return passing;
  }

  /** The sentence for a person. */
  public String reason() {
    return Objects.requireNonNull(getMessage());
  }
}
