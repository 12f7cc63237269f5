package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/**
 * The API server as its administrator: {@code kubectl proxy} carries the credentials, whatever the
 * kubeconfig has, so that objects are made over plain HTTP, many at once.
 */
final class KubernetesApi implements AutoCloseable {

  private static final Pattern SERVING = Pattern.compile("serve on (\\S+)");
  private static final int CONFLICT = 409;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Running proxy;
  private final URI base;

  /** The proxy takes an offer of HTTP/2 for a wish to upgrade to something of its own. */
  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  KubernetesApi(Command kubectlProxy) {
    proxy = Running.start(kubectlProxy);
    base = URI.create("http://" + proxy.awaitLine(SERVING).group(1));
  }

  /** Where it can be reached without credentials. */
  URI base() {
    return base;
  }

  JsonNode get(String path) {
    return successful(answer(HttpRequest.newBuilder(base.resolve(path)).GET()));
  }

  JsonNode create(String path, JsonNode object) {
    return successful(answer(creation(path, object)));
  }

  void createUnlessThere(String path, JsonNode object) {
    HttpResponse<String> answer = answer(creation(path, object));
    if (answer.statusCode() != CONFLICT) {
      successful(answer);
    }
  }

  /** Merges: what is null in the change is removed. */
  JsonNode patch(String path, JsonNode change) {
    return successful(
        answer(
            HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(change.toString()))));
  }

  /** At once, without a grace period: there is nobody to stop anything. */
  JsonNode delete(String path) {
    return successful(
        answer(HttpRequest.newBuilder(base.resolve(path + "?gracePeriodSeconds=0")).DELETE()));
  }

  @Override
  public void close() {
    http.close();
    proxy.close();
  }

  private HttpRequest.Builder creation(String path, JsonNode object) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(object.toString()));
  }

  private HttpResponse<String> answer(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static JsonNode successful(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(answer.request() + ": " + answer.statusCode() + " " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
