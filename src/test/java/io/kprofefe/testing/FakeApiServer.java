package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * As much of a Kubernetes API server as lists pods: namespaces, selectors, pages, a bearer token,
 * and whatever goes wrong on request. Speaks HTTP, or HTTPS when it has something to show, on
 * 127.0.0.1, on a free port.
 */
public final class FakeApiServer implements AutoCloseable {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ConcurrentSkipListMap<String, TestPod> pods = new ConcurrentSkipListMap<>();
  private final Map<String, Map<String, String>> namespaceLabels = new ConcurrentHashMap<>();
  private final Map<Integer, ApiFault> faults = new ConcurrentHashMap<>();
  private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Optional<String> wantedToken = Optional.empty();
  private volatile int longestPage = Integer.MAX_VALUE;

  private FakeApiServer(HttpServer server) throws IOException {
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public static FakeApiServer start() throws IOException {
    return new FakeApiServer(HttpServer.create());
  }

  /** One that speaks HTTPS. */
  public static FakeApiServer start(SSLContext identity) throws IOException {
    return start(new HttpsConfigurator(identity));
  }

  /** One that speaks HTTPS in its own way. */
  public static FakeApiServer start(HttpsConfigurator tls) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(tls);
    return new FakeApiServer(server);
  }

  public FakeApiServer with(TestPod... more) {
    return with(List.of(more));
  }

  public FakeApiServer with(List<TestPod> more) {
    more.forEach(pod -> pods.put(pod.key(), pod));
    return this;
  }

  /** The labels of a namespace, which is there as long as it has a pod. */
  public FakeApiServer labelling(String namespace, Map<String, String> labels) {
    namespaceLabels.put(namespace, labels);
    return this;
  }

  public void remove(TestPod pod) {
    pods.remove(pod.key());
  }

  /** Answers 401 to whoever does not send this token. */
  public FakeApiServer wantingToken(String token) {
    wantedToken = Optional.of(token);
    return this;
  }

  /** Gives no page more pods than this, whatever limit is asked for. */
  public FakeApiServer withPagesOf(int pods) {
    longestPage = pods;
    return this;
  }

  /** Does this in place of answering the n-th request, counted from 1. */
  public FakeApiServer onRequest(int n, ApiFault fault) {
    return onRequests(n, n, fault);
  }

  /** Does this in place of answering these requests, the last among them. */
  public FakeApiServer onRequests(int first, int last, ApiFault fault) {
    for (int n = first; n <= last; n++) {
      faults.put(n, fault);
    }
    return this;
  }

  /** What was asked, in order. */
  public List<ApiRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns when somebody has asked something. */
  public synchronized void awaitRequest() throws InterruptedException {
    while (requests.isEmpty()) {
      wait();
    }
  }

  public String url() {
    return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Writes a kubeconfig for this server into the folder, the wanted token in it. */
  public Path kubeconfig(Path folder) throws IOException {
    String user = wantedToken.map(token -> "{token: \"" + token + "\"}").orElse("{}");
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: fake
        contexts: [{name: fake, context: {cluster: fake, user: fake}}]
        clusters: [{name: fake, cluster: {server: "%s"}}]
        users: [{name: fake, user: %s}]
        """
            .formatted(url(), user));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = ApiRequest.of(exchange.getRequestURI(), exchange.getRequestHeaders());
      Optional<ApiFault> fault = faultFor(request);
      if (fault.isPresent()) {
        fail(exchange, request, fault.get());
      } else if (wantedToken.isPresent() && !wantedToken.equals(request.token())) {
        refuse(exchange, 401, "Unauthorized");
      } else {
        answer(exchange, request);
      }
    }
  }

  private synchronized Optional<ApiFault> faultFor(ApiRequest request) {
    requests.add(request);
    notifyAll();
    return Optional.ofNullable(faults.get(requests.size()));
  }

  private void answer(HttpExchange exchange, ApiRequest request) throws IOException {
    var list = new PodListAnswer(pods, namespaceLabels, longestPage);
    Optional<ObjectNode> found = list.to(request);
    if (found.isPresent()) {
      send(exchange, 200, found.get());
    } else {
      refuse(exchange, 404, request.path() + " not found");
    }
  }

  private void fail(HttpExchange exchange, ApiRequest request, ApiFault fault) throws IOException {
    switch (fault) {
      case ApiFault.Refused refused -> {
        refused.headers().forEach(exchange.getResponseHeaders()::set);
        refuse(exchange, refused.code(), refused.message());
      }
      case ApiFault.Expired _ -> {
        ObjectNode status = status(410, "The provided continue parameter is too old");
        status.putObject("metadata").put("continue", request.parameter("continue").orElse(""));
        send(exchange, 410, status);
      }
      case ApiFault.Cut _ -> {
        byte[] whole =
            new PodListAnswer(pods, namespaceLabels, longestPage)
                .to(request)
                .orElseThrow()
                .toString()
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, whole.length);
        exchange.getResponseBody().write(whole, 0, whole.length / 2);
        exchange.getResponseBody().flush();
      }
      case ApiFault.Text text -> send(exchange, 200, text.body());
      case ApiFault.Silence _ -> awaitClose();
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, int code, String message) throws IOException {
    send(exchange, code, status(code, message));
  }

  private static ObjectNode status(int code, String message) {
    return JSON.objectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("message", message)
        .put("code", code);
  }

  private static void send(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, code, body.toString());
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
