package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a {@link FakeApiServer} was asked.
 *
 * @param token the bearer token that came with it
 */
public record ApiRequest(
    String path,
    Map<String, String> parameters,
    Optional<String> token,
    Map<String, List<String>> headers) {

  static ApiRequest of(URI uri, Headers headers) {
    return new ApiRequest(
        uri.getPath(),
        parameters(Optional.ofNullable(uri.getRawQuery())),
        token(headers),
        Map.copyOf(headers));
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  private static Map<String, String> parameters(Optional<String> query) {
    return query.stream()
        .flatMap(all -> Arrays.stream(all.split("&")))
        .map(parameter -> parameter.split("=", 2))
        .filter(parameter -> parameter.length == 2)
        .collect(
            Collectors.toMap(
                parameter -> parameter[0], parameter -> URLDecoder.decode(parameter[1], UTF_8)));
  }

  private static Optional<String> token(Headers headers) {
    return Optional.ofNullable(headers.getFirst("Authorization"))
        .filter(sent -> sent.startsWith("Bearer "))
        .map(sent -> sent.substring("Bearer ".length()));
  }
}
