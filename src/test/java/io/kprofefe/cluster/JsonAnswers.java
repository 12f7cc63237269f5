package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Asks servers that answer in JSON. */
final class JsonAnswers implements AutoCloseable {

  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  /** What is there; fails when the server does not have it. */
  JsonNode get(URI uri) {
    return find(uri).orElseThrow(() -> new AssertionError(uri + ": 404"));
  }

  /** What is there; empty when the server says 404. */
  Optional<JsonNode> find(URI uri) {
    try {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(json(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
