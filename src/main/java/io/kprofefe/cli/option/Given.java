package io.kprofefe.cli.option;

import io.kprofefe.profile.Untrusted;

/**
 * A value and where it was given.
 *
 * @param where {@code --max-bodies}, or the variable {@code KPROFEFE_MAX_BODIES}
 * @param text as given
 * @param secret whether it must not be repeated
 */
record Given(String where, String text, boolean secret) {

  /** The complaint about it. */
  UsageException notAllowed(String allowed) {
    return notAllowed(text, allowed);
  }

  /** The complaint about one piece of it. */
  UsageException notAllowed(String piece, String allowed) {
    return new UsageException(
        "%s %s: allowed is %s".formatted(where, secret ? "***" : shown(piece), allowed));
  }

  @Override
  public String toString() {
    return where + " " + (secret ? "***" : shown(text));
  }

  private static String shown(String text) {
    return text.isBlank() ? "'" + text + "'" : Untrusted.shown(Urls.redacted(text));
  }
}
