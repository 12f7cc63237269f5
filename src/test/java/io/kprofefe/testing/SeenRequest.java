package io.kprofefe.testing;

import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param target as written in the request line, nothing decoded
 * @param headers by their names in lower case; of several, the last
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SeenRequest(String method, String target, Map<String, String> headers, byte[] body) {

  /** The header of this name, in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
