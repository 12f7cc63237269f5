package io.kprofefe.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The value of one {@code Authorization} header.
 *
 * @param secrets what in it is nobody else's business, as it is
 */
record Authorization(String header, List<String> secrets) {

  static Authorization bearer(String token) {
    return new Authorization("Bearer " + token, List.of(token));
  }

  static Authorization basic(String user, String password) {
    String both = base64(user + ":" + password);
    return new Authorization("Basic " + both, List.of(password, both));
  }

  /** All forms in which the secrets may come back: as they are, in base64, in URLs and in JSON. */
  Set<String> forms() {
    return secrets.stream()
        .filter(secret -> !secret.isEmpty())
        .flatMap(secret ->
            Stream.of(secret, base64(secret), form(secret), percent(secret), json(secret)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "Authorization[***]";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String form(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String percent(String text) {
    return form(text).replace("+", "%20");
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
