package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.util.Objects;

/**
 * A pod asks to be profiled, or one of its endpoints to be, and it cannot be done as it says. Never
 * answered with a default: it becomes the reason of a {@link Skipped}.
 */
final class NotATarget extends Exception {

  private static final long serialVersionUID = 1L;

  NotATarget(String reason) {
    super(reason);
  }

  /**
   * @param key the annotation's whole name
   * @param allowed ends the sentence "allowed is …"
   */
  static NotATarget wrong(String key, String value, String allowed) {
    return new NotATarget(
        "%s is \"%s\": allowed is %s"
            .formatted(Untrusted.shown(key), Untrusted.shown(value), allowed));
  }

  String reason() {
    return Objects.requireNonNull(getMessage());
  }
}
