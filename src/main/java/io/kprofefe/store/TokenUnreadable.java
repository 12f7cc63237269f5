package io.kprofefe.store;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** We have no token to show; nothing was sent. The message is a sentence for a person. */
final class TokenUnreadable extends IOException {

  private static final long serialVersionUID = 1L;

  TokenUnreadable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  String reason() {
    return Objects.requireNonNull(getMessage());
  }
}
