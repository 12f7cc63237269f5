package io.kprofefe.kubernetes;

import java.io.IOException;
import java.util.Objects;

/** The API server does not forward to a pod. */
public final class ForwardRefused extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean denied;

  ForwardRefused(boolean denied, String sentence, Throwable cause) {
    super(sentence, cause);
    this.denied = denied;
  }

  /** It says 401 or 403: nothing that is asked again will be answered otherwise. */
  public boolean denied() {
    return denied;
  }

  /** For a person, without a full stop: what happened, what to do. */
  public String sentence() {
    return Objects.requireNonNull(getMessage());
  }
}
