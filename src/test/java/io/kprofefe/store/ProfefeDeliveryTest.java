package io.kprofefe.store;

import static io.kprofefe.store.Deliveries.LARGE;
import static io.kprofefe.store.Deliveries.SMALL;
import static io.kprofefe.store.Deliveries.STORED;
import static io.kprofefe.store.Deliveries.failure;
import static io.kprofefe.store.Deliveries.impatient;
import static io.kprofefe.store.Deliveries.profile;
import static io.kprofefe.store.Deliveries.store;
import static io.kprofefe.testing.Fault.answer;
import static io.kprofefe.testing.Fault.answerBeforeTheBody;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.testing.Conversation;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SeenRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a profile whose registry, or the way to it, does not behave. */
@Timeout(120)
class ProfefeDeliveryTest {

  private static final String KEPT_OPEN =
      Fault.response(200, STORED).replace("Connection: close\r\n", "");

  @Test
  void a_200_with_an_id_is_stored_under_the_registrys_time() throws Exception {
    try (var registry = FaultServer.that(answer(200, STORED))) {
      StoredProfile stored = store(registry.uri()).write(profile(SMALL));

      assertEquals("dc0nkgb8di18lr838tm0", stored.id());
      assertEquals(Instant.parse("2026-11-20T11:59:30Z"), stored.createdAt());
    }
  }

  @Test
  void a_profile_is_one_plain_post_of_its_bytes() throws Exception {
    try (var registry = FaultServer.that(answer(200, STORED))) {
      store(registry.uri()).write(profile(SMALL));

      SeenRequest request = registry.requests().getFirst();
      assertEquals("POST", request.method());
      assertEquals(
          "/api/0/profiles?service=web&type=cpu&labels=k%3Da%252Cb"
              + "&created_at=2026-11-20T12%3A00%3A00",
          request.target());
      assertArrayEquals(SMALL, request.body());
      assertEquals(Optional.of("7"), request.header("content-length"));
      assertEquals(Optional.empty(), request.header("authorization"));
      assertEquals(Optional.empty(), request.header("cookie"));
    }
  }

  @Test
  void a_profile_without_a_byte_can_be_stored() throws Exception {
    try (var registry = FaultServer.that(answer(200, STORED))) {
      store(registry.uri()).write(profile(new byte[0]));

      assertEquals(Optional.of("0"), registry.requests().getFirst().header("content-length"));
    }
  }

  @Test
  void profiles_share_a_connection_one_after_the_other() throws Exception {
    Fault readsOn =
        caller -> {
          while (true) {
            caller.readRequest();
            caller.send(KEPT_OPEN);
          }
        };
    try (var registry = FaultServer.that(readsOn)) {
      ProfefeStore store = store(registry.uri());
      for (int i = 0; i < 3; i++) {
        store.write(profile(SMALL));
      }

      assertEquals(1, registry.connections());
      assertEquals(3, registry.requests().size());
    }
  }

  @Test
  void no_profile_goes_over_a_connection_that_the_registry_closed_meanwhile() throws Exception {
    notUsedAgainAfter(Conversation::sendNoMore);
  }

  @Test
  void no_profile_goes_over_a_connection_that_the_registry_reset_meanwhile() throws Exception {
    notUsedAgainAfter(Conversation::reset);
  }

  @Test
  void what_the_registry_says_unasked_is_no_answer_to_the_next_profile() throws Exception {
    notUsedAgainAfter(caller -> caller.send(KEPT_OPEN));
  }

  private static void notUsedAgainAfter(Fault meanwhile) throws Exception {
    var firstWasTaken = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    Fault first =
        caller -> {
          caller.readRequest();
          caller.send(KEPT_OPEN);
          firstWasTaken.await();
          meanwhile.meet(caller);
          over.countDown();
          caller.waitForTheCallerToGo();
        };
    try (var registry = FaultServer.that(first, answer(200, STORED))) {
      ProfefeStore store = store(registry.uri());
      store.write(profile(SMALL));
      firstWasTaken.countDown();
      over.await();
      store.write(profile(SMALL));

      assertEquals(2, registry.connections());
      assertEquals(2, registry.requests().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "stored",
        "<html>welcome</html>",
        "{\"code\":200,\"body\":{}}",
        "{\"code\":200,\"body\":{\"id\":\"\"}}",
        "{\"code\":200,\"body\":{\"id\":\" \"}}",
        "{\"code\":200,\"body\":{\"id\":null}}",
        "{\"code\":200,\"body\":{\"id\":7}}",
        "{\"code\":200,\"body\":{\"id\":[\"x\"]}}",
        "{\"code\":200,\"body\":\"id\"}",
        "{\"code\":200,\"id\":\"outside\"}",
        "{\"code\":200,\"body\":{\"id\":\"cut\"",
      })
  void a_200_without_an_id_is_no_success(String body) {
    try (var registry = FaultServer.that(answer(200, body))) {
      ProfileFailure failure = failure(registry, SMALL);

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertEquals(registry.uri() + " answered 200 without an id", failure.reason());
    }
  }

  @Test
  void a_200_that_goes_on_and_on_is_no_success() {
    String endless = "{\"code\":200,\"body\":{\"id\":\"x\"},\"pad\":\"" + "x".repeat(1 << 20);
    try (var registry = FaultServer.that(answer(200, endless))) {
      assertEquals(Outcome.REJECTED, failure(registry, SMALL).outcome());
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        201, 202, 204, 205, 206, 300, 301, 302, 303, 304, 307, 308, 400, 402, 404, 405, 407, 408,
        409, 411, 413, 415, 418, 421, 431, 500, 501, 502, 504, 505, 599
      })
  void any_other_answer_is_a_refusal_and_is_asked_for_once(int status) {
    String error = "{\"code\":%d,\"error\":\"no thanks\"}".formatted(status);
    String elsewhere = "Location: /elsewhere";
    try (var registry = FaultServer.that(answer(status, error, elsewhere, "Retry-After: 0"))) {
      ProfileFailure failure = failure(registry, SMALL);

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertTrue(
          failure.reason().startsWith(registry.uri() + " answered " + status), failure.reason());
      assertEquals(1, registry.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void who_does_not_let_us_in_has_denied(int status) {
    try (var registry = FaultServer.that(answer(status, "", "WWW-Authenticate: Basic"))) {
      var denied = assertInstanceOf(SinkDenied.class, failure(registry, SMALL));

      assertEquals(registry.uri() + " answered " + status, denied.reason());
      assertEquals(1, registry.connections());
    }
  }

  static Stream<Arguments> retryAfter() {
    return Stream.of(
        Arguments.of("X-None: 0", Optional.empty()),
        Arguments.of("Retry-After: 0", Optional.of(Duration.ZERO)),
        Arguments.of("Retry-After: 7", Optional.of(Duration.ofSeconds(7))),
        Arguments.of(
            "Retry-After: Fri, 20 Nov 2026 12:00:05 GMT", Optional.of(Duration.ofSeconds(5))),
        Arguments.of("Retry-After: later", Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("retryAfter")
  void who_is_busy_may_be_asked_again_when_he_says(String header, Optional<Duration> wait) {
    for (int status : new int[] {429, 503}) {
      try (var registry = FaultServer.that(answer(status, "", header))) {
        var undelivered = assertInstanceOf(Undelivered.class, failure(registry, SMALL));

        assertEquals(wait, undelivered.retryAfter());
        assertEquals(1, registry.connections());
      }
    }
  }

  @Test
  void where_nobody_listens_nothing_is_delivered() {
    URI nobody = FaultServer.nobody();

    ProfileFailure failure = failure(store(nobody), SMALL);

    assertInstanceOf(Undelivered.class, failure);
    assertEquals("cannot connect to " + nobody + ": Connection refused", failure.reason());
  }

  @Test
  void a_host_without_an_address_is_undelivered() {
    ProfileFailure failure = failure(store(URI.create("http://profefe.invalid")), SMALL);

    assertInstanceOf(Undelivered.class, failure);
    assertEquals("no address is known for http://profefe.invalid", failure.reason());
  }

  @Test
  void a_registry_that_speaks_no_tls_is_undelivered() {
    try (var registry = FaultServer.that(caller -> caller.send("hello\r\n"))) {
      URI https = URI.create("https://127.0.0.1:" + registry.port());

      assertInstanceOf(Undelivered.class, failure(store(https), SMALL));
    }
  }

  @Test
  void a_body_cut_by_a_reset_is_undelivered() {
    try (var registry = FaultServer.that(Fault.resetInTheBody())) {
      assertInstanceOf(Undelivered.class, failure(registry, LARGE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void an_answer_that_came_before_the_body_was_sent_is_looked_for_first(int status) {
    String error = "{\"code\":%d,\"error\":\"bad request\"}".formatted(status);
    try (var registry = FaultServer.that(answerBeforeTheBody(status, error))) {
      ProfileFailure failure = failure(registry, LARGE);

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertEquals(registry.uri() + " answered " + status + ": bad request", failure.reason());
    }
  }

  @Test
  void a_busy_answer_before_the_body_was_sent_may_be_tried_again() {
    try (var registry = FaultServer.that(answerBeforeTheBody(503, "", "Retry-After: 2"))) {
      var undelivered = assertInstanceOf(Undelivered.class, failure(registry, LARGE));

      assertEquals(Optional.of(Duration.ofSeconds(2)), undelivered.retryAfter());
    }
  }

  static Stream<Fault> lostAfterTheBody() {
    return Stream.of(
        Fault.resetAfterReading(),
        Fault.closeAfterReading(),
        Fault.raw("HTTP/1.1 2"),
        Fault.raw("HTTP/1.1 200 OK\r\nContent-Len"),
        Fault.cutAnswer(200, STORED, 20),
        Fault.cutAnswer(200, STORED, 0));
  }

  @ParameterizedTest
  @MethodSource("lostAfterTheBody")
  void lost_after_the_body_was_sent_nobody_knows(Fault fault) {
    try (var registry = FaultServer.that(fault)) {
      ProfileFailure failure = failure(registry, SMALL);

      assertEquals(Outcome.UNKNOWN, failure.outcome(), failure.reason());
      assertTrue(failure.reason().endsWith(": it may be stored"), failure.reason());
      assertEquals(1, registry.connections());
    }
  }

  @Test
  void a_refusal_whose_rest_is_lost_is_still_a_refusal() {
    try (var registry = FaultServer.that(Fault.cutAnswer(400, "{\"error\":\"x\"}", 3))) {
      assertEquals(Outcome.REJECTED, failure(registry, SMALL).outcome());
    }
  }

  @Test
  void what_is_not_http_is_a_refusal() {
    try (var registry = FaultServer.that(Fault.raw("SSH-2.0-OpenSSH_9.2\r\n"))) {
      ProfileFailure failure = failure(registry, SMALL);

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertEquals(registry.uri() + " answered what is not HTTP", failure.reason());
    }
  }

  static Stream<Fault> neverDone() {
    return Stream.of(
        Fault.silence(),
        Fault.drip(200, Duration.ofMillis(5)),
        Fault.dripOfHeaders(Duration.ofMillis(5)));
  }

  @ParameterizedTest
  @MethodSource("neverDone")
  void the_limit_is_on_the_whole_call_and_afterwards_nobody_knows(Fault fault) {
    try (var registry = FaultServer.that(fault)) {
      ProfileFailure failure = failure(impatient(registry.uri(), Duration.ofMillis(500)), SMALL);

      assertEquals(Outcome.UNKNOWN, failure.outcome());
      assertEquals(
          "no answer from " + registry.uri() + " in time: it may be stored", failure.reason());
    }
  }

  @Test
  void a_registry_that_does_not_read_has_nothing_when_the_time_is_up() {
    var gate = new CountDownLatch(1);
    try (var registry = FaultServer.that(Fault.deaf(gate))) {
      var failure = failure(impatient(registry.uri(), Duration.ofMillis(500)), LARGE);

      assertInstanceOf(Undelivered.class, failure);
      gate.countDown();
    }
  }

  @Test
  void an_error_is_shown_short_and_escaped() {
    String error = "\\u001b[31mred\\u202e" + "x".repeat(1000);
    try (var registry = FaultServer.that(answer(400, "{\"error\":\"" + error + "\"}"))) {
      String reason = failure(registry, SMALL).reason();

      assertTrue(reason.contains("answered 400: \\u001B[31mred\\u202Exxx"), reason);
      assertTrue(reason.length() < 400, reason);
    }
  }

  @Test
  void with_patience_a_registry_that_comes_back_has_each_profile_once() throws Exception {
    try (var registry =
        FaultServer.that(
            answer(503, "", "Retry-After: 0"), Fault.resetInTheBody(), answer(200, STORED))) {
      var sink = new PersistentSink(store(registry.uri()), new Persistence(BackoffTest.lowest()));

      assertEquals("dc0nkgb8di18lr838tm0", sink.write(profile(LARGE)).id());
      assertEquals(3, registry.connections());
    }
  }
}
