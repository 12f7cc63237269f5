package io.kprofefe.credential;

import java.io.IOException;
import java.util.Objects;

/**
 * We have nothing to show, or nothing to know a server by; nothing was sent. The message is a
 * sentence for a person, without a full stop; it names the file and quotes nothing of it.
 */
public final class CredentialException extends IOException {

  private static final long serialVersionUID = 1L;

  CredentialException(String message) {
    super(message);
  }

  /** The sentence for a person. */
  public String reason() {
    return Objects.requireNonNull(getMessage());
  }
}
