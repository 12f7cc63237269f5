package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The API server, as raw answers: a typed pod list costs more time and memory than all the rest of
 * a small run.
 */
final class ApiServer {

  private final HttpClient http;
  private final String url;
  private final int timeoutMillis;

  ApiServer(HttpClient http, Config config) {
    this.http = http;
    this.url = config.getMasterUrl();
    this.timeoutMillis = config.getRequestTimeout();
  }

  /** For a sentence: which one it is. */
  @Override
  public String toString() {
    return "the API server " + url;
  }

  URI url(String pathAndQuery) {
    return URI.create(url + pathAndQuery);
  }

  /**
   * The answer, as soon as its head is there. Who reads its body closes it.
   *
   * @throws IOException when there is none in time
   */
  HttpResponse<InputStream> get(String pathAndQuery) throws IOException, InterruptedException {
    var request =
        http.newHttpRequestBuilder()
            .uri(url(pathAndQuery))
            .header("Accept", "application/json")
            .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
            .build();
    try {
      CompletableFuture<HttpResponse<InputStream>> answer =
          http.sendAsync(request, InputStream.class);
      return answer.get();
    } catch (UncheckedIOException | ExecutionException e) {
      throw firstIoException(e);
    }
  }

  private static IOException firstIoException(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException e) {
        return e;
      }
    }
    return new IOException(failure);
  }
}
