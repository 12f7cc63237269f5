package io.kprofefe.store.objects;

import static io.kprofefe.testing.Fault.answer;
import static io.kprofefe.testing.Fault.resetAfterReading;
import static io.kprofefe.testing.Fault.resetInTheBody;
import static io.kprofefe.testing.Fault.silence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.store.objects.aws.Signer;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SeenRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a profile whose object store, or the way to it, does not behave. */
@Timeout(120)
class ObjectDeliveryTest {

  private static final Fault STORED = answer(200, "", "ETag: \"1\"");
  private static final Fault TAKEN = answer(412, error("PreconditionFailed"));

  @Test
  void a_profile_is_one_put_of_its_bytes_that_overwrites_nothing() throws Exception {
    try (var server = FaultServer.that(STORED)) {
      StoredProfile stored = store(server.uri()).write(profile());

      SeenRequest request = server.requests().getFirst();
      assertEquals(1, server.requests().size());
      assertEquals("PUT", request.method());
      assertEquals("/profiles/prod/" + stored.id() + ".pb", request.target());
      assertArrayEquals(profile().bytes(), request.body());
      assertEquals("*", request.header("if-none-match").orElse(""));
      assertEquals("a%2Cb=%C3%BC%201", request.header("x-amz-meta-labels").orElse(""));
      assertEquals(
          Signer.hash(profile().bytes()), request.header("x-amz-content-sha256").orElse(""));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError",
    "502, ''",
    "503, SlowDown",
    "504, ''",
    "429, TooMany",
    "409, ConditionalRequestConflict",
    "400, RequestTimeout",
  })
  void a_server_that_fails_once_is_asked_again_for_the_same_key(int status, String code)
      throws Exception {
    try (var server = FaultServer.that(answer(status, error(code)), STORED)) {
      StoredProfile stored = store(server.uri()).write(profile());

      assertEquals(2, server.requests().size());
      for (SeenRequest request : server.requests()) {
        assertEquals("/profiles/prod/" + stored.id() + ".pb", request.target());
      }
    }
  }

  @Test
  void a_key_that_is_taken_after_a_try_that_may_have_stored_it_is_ours() throws Exception {
    try (var server = FaultServer.that(resetAfterReading(), TAKEN)) {
      StoredProfile stored = store(server.uri()).write(profile());

      assertEquals("/profiles/prod/" + stored.id() + ".pb", server.requests().getLast().target());
      assertEquals(2, server.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "504", "409"})
  void nor_can_a_proxy_that_failed_have_it_stored_twice(int status) throws Exception {
    try (var server = FaultServer.that(answer(status, ""), TAKEN)) {
      StoredProfile stored = store(server.uri()).write(profile());

      assertEquals("/profiles/prod/" + stored.id() + ".pb", server.requests().getFirst().target());
      assertEquals(2, server.connections());
    }
  }

  @Test
  void a_key_that_is_taken_before_is_somebody_elses() throws Exception {
    try (var server = FaultServer.that(TAKEN, STORED)) {
      StoredProfile stored = store(server.uri()).write(profile());

      assertNotEquals(server.requests().getFirst().target(), server.requests().getLast().target());
      assertEquals("/profiles/prod/" + stored.id() + ".pb", server.requests().getLast().target());
    }
  }

  @Test
  void what_may_be_stored_after_all_tries_is_unknown() throws Exception {
    try (var server = FaultServer.that(resetAfterReading(), answer(503, error("SlowDown")))) {
      var failure = assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile()));

      assertEquals(Outcome.UNKNOWN, failure.outcome());
      assertEquals(3, server.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({"400, InvalidRequest", "404, NoSuchBucket", "501, NotImplemented"})
  void also_when_a_later_try_is_refused(int status, String code) throws Exception {
    try (var server = FaultServer.that(resetAfterReading(), answer(status, error(code)))) {
      var failure = assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile()));

      assertEquals(Outcome.UNKNOWN, failure.outcome(), failure.reason());
    }
  }

  @Test
  void what_was_never_sent_as_a_whole_is_undelivered() throws Exception {
    try (var server = FaultServer.that(resetInTheBody())) {
      var large = new byte[4 << 20];
      new Random(1).nextBytes(large);

      var failure =
          assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile(large)));

      assertEquals(Outcome.UNDELIVERED, failure.outcome(), failure.reason());
    }
    var nobody =
        assertThrows(ProfileFailure.class, () -> store(FaultServer.nobody()).write(profile()));
    assertEquals(Outcome.UNDELIVERED, nobody.outcome());
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied",
    "403, SignatureDoesNotMatch",
    "403, InvalidAccessKeyId",
    "403, RequestTimeTooSkewed",
    "400, ExpiredToken",
    "401, ''",
  })
  void who_is_not_let_in_asks_once(int status, String code) throws Exception {
    try (var server = FaultServer.that(answer(status, error(code)))) {
      var failure = assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile()));

      assertInstanceOf(SinkDenied.class, failure);
      assertEquals(1, server.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({"404, NoSuchBucket", "501, NotImplemented", "400, MetadataTooLarge", "307, ''"})
  void what_no_other_try_can_help_is_rejected(int status, String code) throws Exception {
    try (var server = FaultServer.that(answer(status, error(code)))) {
      var failure = assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile()));

      assertEquals(Outcome.REJECTED, failure.outcome(), failure.reason());
      assertEquals(1, server.connections());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "301 | PermanentRedirect | x-amz-bucket-region: eu-north-1 | give --objects-region eu-north-1",
        "301 | '' | x-amz-bucket-region: eu-north-1 | give --objects-region eu-north-1",
        "400 | AuthorizationHeaderMalformed | X-A: b | is --objects-region right?",
        "403 | AccessDenied | X-A: b | writing needs the right s3:PutObject",
        "403 | '' | X-A: b | writing needs the right s3:PutObject",
        "403 | RequestTimeTooSkewed | Date: Sun, 22 Nov 2026 10:00:00 GMT "
            + "| the clock here or there is wrong (there it is Sun, 22 Nov 2026 10:00:00 GMT)",
        "403 | SignatureDoesNotMatch | X-A: b | is it the right secret key?",
        "404 | NoSuchBucket | X-A: b | s3://profiles/prod at http",
        "501 | NotImplemented | X-A: b | does it know conditional writes (If-None-Match)?",
      })
  void what_can_be_done_about_it_is_said(int status, String code, String header, String said)
      throws Exception {
    try (var server = FaultServer.that(answer(status, error(code), header))) {
      var failure = assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile()));

      assertTrue(failure.reason().contains(said), failure.reason());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (var elsewhere = FaultServer.that(STORED);
        var server = FaultServer.that(answer(307, "", "Location: " + elsewhere.uri() + "/a"))) {
      assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile()));

      assertEquals(0, elsewhere.connections());
    }
  }

  @Test
  void a_server_that_answers_200_to_everything_is_no_object_store() throws Exception {
    try (var server = FaultServer.that(answer(200, "<html>hello</html>"))) {
      var failure = assertThrows(ProfileFailure.class, () -> store(server.uri()).write(profile()));

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertTrue(failure.reason().contains("is it the right endpoint?"), failure.reason());
    }
  }

  @Test
  void one_try_has_a_limit_as_a_whole() throws Exception {
    try (var server = FaultServer.that(silence(), TAKEN)) {
      var impatient =
          Buckets.at(server.uri(), "s3://profiles/prod").withWriteTimeout(Duration.ofSeconds(2));

      StoredProfile stored = new ObjectStore(impatient).write(profile());

      assertEquals("/profiles/prod/" + stored.id() + ".pb", server.requests().getLast().target());
    }
  }

  @Test
  void an_interrupt_ends_it_and_says_that_it_may_be_stored() throws Exception {
    var wasRead = new CountDownLatch(1);
    try (var server = FaultServer.that(silence(wasRead))) {
      var ended = new AtomicReference<Outcome>();
      var store = store(server.uri());
      Thread writing =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  store.write(profile());
                } catch (ProfileFailure failure) {
                  ended.set(failure.outcome());
                }
              });
      wasRead.await();
      writing.interrupt();
      writing.join();

      assertEquals(Outcome.UNKNOWN, ended.get());
      assertEquals(1, server.connections());
    }
  }

  private static ObjectStore store(URI server) throws UnusableObjects {
    return new ObjectStore(Buckets.at(server, "s3://profiles/prod"));
  }

  private static NewProfile profile() {
    return profile(new byte[] {1, 2, 3, 4});
  }

  private static NewProfile profile(byte[] bytes) {
    return new NewProfile(
        "shop",
        StoredType.CPU,
        Labels.of("a,b", "ü 1"),
        Instant.parse("2026-11-21T11:01:55Z"),
        bytes);
  }

  private static String error(String code) {
    return code.isEmpty()
        ? ""
        : "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>No.</Message></Error>"
            .formatted(code);
  }
}
