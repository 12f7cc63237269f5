package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of a real API server, and says of the first lists that go on that they have
 * expired: as a server does once etcd was compacted, with the continuation that it gives then. The
 * real server has to take that continuation.
 */
final class ExpiringLists implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CONTINUE = Pattern.compile("(?<=[?&]continue=)[^&]+");
  private static final int GONE = 410;

  /** Means "as it is now" in a token, in the place of the version at which the list began. */
  private static final int ANY_VERSION = -1;

  private final URI real;
  private final AtomicInteger expirationsLeft;
  private final AtomicInteger lists = new AtomicInteger();
  private final HttpServer server;
  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private volatile boolean continuedInconsistently;

  ExpiringLists(URI real, int expirations) throws IOException {
    this.real = real;
    this.expirationsLeft = new AtomicInteger(expirations);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many were asked for, those that had expired among them. */
  int lists() {
    return lists.get();
  }

  /** Whether a continuation that an expired list gave was used. */
  boolean continuedInconsistently() {
    return continuedInconsistently;
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      lists.incrementAndGet();
      String asked = exchange.getRequestURI().toString();
      Optional<ObjectNode> token = token(asked);
      if (token.isPresent() && token.get().path("rv").asLong() == ANY_VERSION) {
        continuedInconsistently = true;
      } else if (token.isPresent() && expirationsLeft.getAndDecrement() > 0) {
        send(exchange, GONE, JSON.writeValueAsBytes(expired(token.get())));
        return;
      }
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(real.resolve(asked)).build(), BodyHandlers.ofByteArray());
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As kube-apiserver writes it: a version, and the key after which the next page starts. */
  private static Optional<ObjectNode> token(String asked) throws IOException {
    Matcher token = CONTINUE.matcher(asked);
    return token.find()
        ? Optional.of((ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(token.group())))
        : Optional.empty();
  }

  private static ObjectNode expired(ObjectNode token) throws IOException {
    String again =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(JSON.writeValueAsBytes(token.deepCopy().put("rv", ANY_VERSION)));
    ObjectNode status = JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata").put("continue", again);
    return status
        .put("status", "Failure")
        .put("message", "The provided continue parameter is too old")
        .put("reason", "Expired")
        .put("code", GONE);
  }

  private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
