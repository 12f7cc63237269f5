package io.kprofefe.testing;

import java.util.Map;

/** What a {@link FakeApiServer} does in place of a right answer. */
public sealed interface ApiFault {

  /** A {@code Status} with this code and message. */
  record Refused(int code, String message, Map<String, String> headers) implements ApiFault {}

  /** A 410 that offers to go on where the list was. */
  record Expired() implements ApiFault {}

  /** The right answer, but for its second half: the connection is closed. */
  record Cut() implements ApiFault {}

  /** This text with status 200, as of somebody who is no API server. */
  record Text(String body) implements ApiFault {}

  /** No answer, until the client gives up. */
  record Silence() implements ApiFault {}

  static ApiFault refused(int code, String message) {
    return new Refused(code, message, Map.of());
  }

  static ApiFault busy(int retryAfterSeconds) {
    return new Refused(
        429, "too many requests", Map.of("Retry-After", Integer.toString(retryAfterSeconds)));
  }
}
