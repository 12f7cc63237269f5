package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kprofefe.profile.pprof.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * A Pyroscope as far as it is pushed to: what it takes, what it refuses, how much at once, and how
 * long it takes for each. The exchanges recorded with a real 2.2.1 are played to it by its own
 * test.
 */
public final class FakePyroscope implements AutoCloseable {

  /** So many bytes at once, decoded; what is larger passes at no time. */
  public static final long BURST = 2 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PUSH = "/push.v1.PusherService/Push";
  private static final long LARGEST = 4 << 20;
  private static final int MOST_SAMPLES = 16_000;
  private static final int MOST_LABELS = 30;

  /** One profile that was stored, under its labels. */
  public record Stored(Map<String, String> labels, Profile profile) {

    /** The sum of all its values of this type, such as {@code inuse_space}. */
    public long total(String sampleType) {
      for (int place = 0; place < profile.getSampleTypeCount(); place++) {
        if (name(profile.getSampleType(place).getType()).equals(sampleType)) {
          int found = place;
          return profile.getSampleList().stream().mapToLong(sample -> sample.getValue(found)).sum();
        }
      }
      throw new AssertionError("no " + sampleType + " in " + sampleTypes());
    }

    public List<String> sampleTypes() {
      return profile.getSampleTypeList().stream().map(type -> name(type.getType())).toList();
    }

    private String name(long string) {
      return profile.getStringTable((int) string);
    }
  }

  /** What is said to a push that was not taken. */
  private static final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Stored> stored = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pushes = new AtomicInteger();
  private final AtomicInteger throttled = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final Duration takes;
  private volatile Optional<String> tenant = Optional.empty();
  private volatile int throttling;

  private FakePyroscope(Duration takes) throws IOException {
    this.takes = takes;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** One that takes no time. */
  public static FakePyroscope start() {
    return start(Duration.ZERO);
  }

  /**
   * One that is slow.
   *
   * @param takes so long for each profile that it stores
   */
  public static FakePyroscope start(Duration takes) {
    try {
      return new FakePyroscope(takes);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** From now on it has several tenants, and knows this one. */
  public FakePyroscope ofTenant(String known) {
    tenant = Optional.of(known);
    return this;
  }

  /** It has no room for so many pushes that come next. */
  public FakePyroscope throttling(int next) {
    throttling = next;
    return this;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Stored> stored() {
    return List.copyOf(stored);
  }

  /** How often it was asked to store something. */
  public int pushes() {
    return pushes.get();
  }

  /** How often it had no room. */
  public int throttled() {
    return throttled.get();
  }

  /** The most pushes that were on their way at the same time. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PUSH)) {
        send(exchange, 404, "text/plain; charset=utf-8", "404 page not found\n");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
      } else if (!"application/json"
          .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
        exchange.sendResponseHeaders(415, -1);
      } else {
        push(exchange);
      }
    }
  }

  private void push(HttpExchange exchange) throws IOException {
    pushes.incrementAndGet();
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      checkTenant(exchange);
      take(JSON.readTree(exchange.getRequestBody()));
      send(exchange, 200, "application/json", "{}");
    } catch (Refusal refusal) {
      String said =
          JSON.createObjectNode()
              .put("code", refusal.code)
              .put("message", refusal.getMessage())
              .toString();
      send(exchange, refusal.status, "application/json", said);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      atOnce.decrementAndGet();
    }
  }

  private void checkTenant(HttpExchange exchange) throws Refusal {
    String given = exchange.getRequestHeaders().getFirst("X-Scope-OrgID");
    if (tenant.isPresent() && !tenant.get().equals(given)) {
      throw new Refusal(401, "unauthenticated", "no org id");
    }
  }

  /** The good series are stored, also where the answer is the error of a bad one. */
  private void take(JsonNode request) throws Refusal, InterruptedException {
    if (request.path("series").isEmpty()) {
      throw invalid("no profiles received");
    }
    Optional<Refusal> worst = Optional.empty();
    for (JsonNode series : request.get("series")) {
      try {
        take(series, labels(series));
      } catch (Refusal refusal) {
        worst = Optional.of(refusal);
      }
    }
    if (worst.isPresent()) {
      throw worst.get();
    }
  }

  private void take(JsonNode series, Map<String, String> labels)
      throws Refusal, InterruptedException {
    if (series.path("samples").isEmpty()) {
      throw invalid("no profiles received");
    }
    for (JsonNode sample : series.get("samples")) {
      Profile profile = profile(sample);
      check(profile, labels);
      if (profile.getSampleCount() > 0) {
        Thread.sleep(takes);
        stored.add(new Stored(labels, profile));
      }
    }
  }

  private static Map<String, String> labels(JsonNode series) throws Refusal {
    var labels = new TreeMap<String, String>();
    for (JsonNode label : series.get("labels")) {
      String value = label.get("value").textValue();
      if (labels.put(label.get("name").textValue(), value) != null) {
        throw invalid("duplicate label name: '" + label.get("name").textValue() + "'");
      }
    }
    if (!labels.containsKey("__name__")) {
      throw invalid("invalid labels: invalid metric name");
    }
    labels.putIfAbsent("service_name", "unknown_service");
    if (labels.size() > MOST_LABELS) {
      throw invalid("has " + labels.size() + " label names; limit " + MOST_LABELS);
    }
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  private static Profile profile(JsonNode sample) throws Refusal {
    try {
      byte[] raw = sample.get("rawProfile").binaryValue();
      boolean gzipped = raw.length > 1 && raw[0] == 0x1f && raw[1] == (byte) 0x8b;
      var bytes = new ByteArrayInputStream(raw);
      return Profile.parseFrom(gzipped ? new GZIPInputStream(bytes) : bytes);
    } catch (IOException broken) {
      throw new Refusal(500, "unknown", "failed to parse: " + broken.getMessage());
    }
  }

  private void check(Profile profile, Map<String, String> labels) throws Refusal {
    if (profile.getSerializedSize() > LARGEST) {
      throw invalid("the profile with labels '" + labels + "' exceeds the size limit");
    }
    if (profile.getSampleCount() > MOST_SAMPLES) {
      throw invalid("the profile with labels '" + labels + "' exceeds the samples count limit");
    }
    if (profile.getTimeNanos() > 0) {
      checkTime(Instant.EPOCH.plusNanos(profile.getTimeNanos()));
    }
    if (profile.getSerializedSize() > BURST || hasNoRoom()) {
      throttled.incrementAndGet();
      throw new Refusal(429, "resource_exhausted", "push rate limit (4 MiB) exceeded");
    }
  }

  private synchronized boolean hasNoRoom() {
    return throttling > 0 && throttling-- > 0;
  }

  private static void checkTime(Instant time) throws Refusal {
    Instant now = Instant.now();
    if (time.isBefore(now.minus(Duration.ofHours(1)))
        || time.isAfter(now.plus(Duration.ofMinutes(10)))) {
      throw invalid("profile is outside of ingestion window");
    }
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "invalid_argument", message);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
