package io.kprofefe.store.objects.aws;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What requests are signed with.
 *
 * @param id says whose they are; no secret
 * @param secret is never sent
 * @param sessionToken goes along with each request, where keys are given for a while
 * @param expires when they end; empty when they do not
 */
public record Keys(
    String id, String secret, Optional<String> sessionToken, Optional<Instant> expires) {

  /** What a header can hold, and nothing that could end it. */
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  /**
   * Keys as somebody wrote them down: white space around them does not count.
   *
   * @throws IllegalArgumentException when they can be none; quotes nothing of them
   */
  public static Keys of(
      String id, String secret, Optional<String> sessionToken, Optional<Instant> expires) {
    return new Keys(visible(id), visible(secret), sessionToken.map(Keys::visible), expires);
  }

  /** Nothing of a secret: settings are shown. */
  @Override
  public String toString() {
    return "Keys[" + id + "]";
  }

  private static String visible(String key) {
    String stripped = key.strip();
    if (!VISIBLE.matcher(stripped).matches()) {
      throw new IllegalArgumentException("not a key");
    }
    return stripped;
  }
}
