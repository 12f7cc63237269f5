package io.kprofefe.store.pyroscope;

import static io.kprofefe.store.pyroscope.Pushing.NOON;
import static io.kprofefe.store.pyroscope.Pushing.failure;
import static io.kprofefe.store.pyroscope.Pushing.profile;
import static io.kprofefe.store.pyroscope.Pushing.sink;
import static io.kprofefe.store.pyroscope.RecordedPush.resource;
import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Login.BearerToken;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.testing.FakePyroscope;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a profile whose Pyroscope, or the way to it, does not behave. */
@Timeout(120)
class PyroscopeSinkTest {

  private static final Fault STORES = answer(200, "{}");

  @ParameterizedTest
  @CsvSource({
    "cpu-over-burst.pb.gz, 'decoded it is 3900',  '(--pyroscope-max-decoded-size)'",
    "cpu-too-big.pb.gz, 'decoded it is 4400',  '(--pyroscope-max-decoded-size)'",
    "cpu-16001-samples.pb.gz, 'it has 16001 samples, and Pyroscope takes 16000', '(--pyroscope-max-samples)'",
  })
  void what_can_never_pass_is_told_before_it_is_sent(String file, String reason, String option)
      throws Exception {
    try (var pyroscope = FaultServer.that(STORES)) {
      ProfileFailure failure =
          failure(sink(pyroscope.uri()), profile(StoredType.CPU, resource(file)));

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertTrue(failure.reason().startsWith("not sent: " + reason), failure.reason());
      assertTrue(failure.reason().endsWith(option), failure.reason());
      assertEquals(0, pyroscope.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-3601, 'older than 60 min (--pyroscope-max-age)'",
    "-3600, ''",
    "600, ''",
    "601, more than 10 min ahead",
  })
  void what_is_outside_of_the_window_is_told_before_it_is_sent(int seconds, String reason)
      throws Exception {
    NewProfile cpu = at(NOON.plusSeconds(seconds));
    try (var pyroscope = FaultServer.that(STORES)) {
      if (reason.isEmpty()) {
        sink(pyroscope.uri()).write(cpu);
      } else {
        ProfileFailure failure = failure(sink(pyroscope.uri()), cpu);
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertTrue(failure.reason().endsWith(reason), failure.reason());
      }
      assertEquals(reason.isEmpty() ? 1 : 0, pyroscope.connections());
    }
  }

  @Test
  void what_it_has_no_room_for_is_sent_again_until_it_has() throws Exception {
    try (var pyroscope = FakePyroscope.start().throttling(5)) {
      sink(pyroscope.uri()).write(cpu());

      assertEquals(6, pyroscope.pushes());
      assertEquals(1, pyroscope.stored().size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void what_may_be_stored_is_not_sent_again(int status) throws Exception {
    try (var pyroscope = FaultServer.that(answer(status, "<html>", "Retry-After: 0"), STORES)) {
      ProfileFailure failure = failure(sink(pyroscope.uri()), cpu());

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertEquals(pyroscope.uri() + " answered " + status, failure.reason());
      assertEquals(1, pyroscope.connections());
    }
  }

  @Test
  void an_answer_that_never_came_leaves_it_unknown() throws Exception {
    try (var pyroscope = FaultServer.that(Fault.closeAfterReading(), STORES)) {
      ProfileFailure failure = failure(sink(pyroscope.uri()), cpu());

      assertEquals(Outcome.UNKNOWN, failure.outcome());
      assertTrue(failure.reason().endsWith(": it may be stored"), failure.reason());
      assertEquals(1, pyroscope.connections());
    }
  }

  @Test
  void one_that_hangs_costs_its_time_limit() throws Exception {
    try (var pyroscope = FaultServer.that(Fault.silence())) {
      var impatient =
          PyroscopeSettings.of(pyroscope.uri().toString()).withPushTimeout(Duration.ofMillis(300));

      assertEquals(Outcome.UNKNOWN, failure(sink(impatient), cpu()).outcome());
    }
  }

  @Test
  void one_that_nobody_is_at_has_nothing() throws Exception {
    ProfileFailure failure = failure(sink(FaultServer.nobody()), cpu());

    assertEquals(Outcome.UNDELIVERED, failure.outcome());
    assertTrue(failure.reason().startsWith("cannot connect to "), failure.reason());
    assertTrue(failure.reason().endsWith(", in 3 tries"), failure.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Please log in</html>", "", "[]", "\"ok\""})
  void a_200_that_is_not_pyroscopes_is_no_success(String answer) throws Exception {
    try (var somebody = FaultServer.that(answer(200, answer))) {
      ProfileFailure failure = failure(sink(somebody.uri()), cpu());

      assertEquals(Outcome.REJECTED, failure.outcome());
      assertTrue(failure.reason().endsWith("is it the right URL?"), failure.reason());
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (var elsewhere = FaultServer.that(STORES);
        var pyroscope = FaultServer.that(answer(307, "", "Location: " + elsewhere.uri()))) {
      assertEquals(Outcome.REJECTED, failure(sink(pyroscope.uri()), cpu()).outcome());
      assertEquals(0, elsewhere.connections());
    }
  }

  @Test
  void whose_profiles_they_are_goes_along_and_is_missed_where_it_does_not() throws Exception {
    try (var pyroscope = FakePyroscope.start().ofTenant("shop-eu")) {
      var settings = PyroscopeSettings.of(pyroscope.uri().toString());
      ProfileFailure failure = failure(sink(settings), cpu());
      assertInstanceOf(SinkDenied.class, failure);
      assertEquals(
          pyroscope.uri()
              + " answered 401: unauthenticated: no org id (is a --pyroscope-tenant missing?)",
          failure.reason());

      sink(settings.withTenant(Optional.of("shop-eu"))).write(cpu());
      assertEquals(1, pyroscope.stored().size());
    }
  }

  @Test
  void the_token_goes_along_and_is_not_repeated(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "s3cret");
    Fault echo = answer(403, "{\"code\":\"permission_denied\",\"message\":\"not s3cret\"}");
    try (var gateway = FaultServer.that(STORES, echo)) {
      var login =
          new CredentialSettings(
              Optional.of(new BearerToken(file)), Optional.empty(), Optional.empty());
      PyroscopeSink sink =
          sink(PyroscopeSettings.of(gateway.uri().toString()).withCredentials(login));

      sink.write(cpu());
      assertEquals(
          Optional.of("Bearer s3cret"), gateway.requests().getFirst().header("authorization"));
      assertEquals(
          gateway.uri() + " answered 403: permission_denied: (not shown: it repeats a credential)",
          failure(sink, cpu()).reason());
    }
  }

  @Test
  void an_error_is_shown_short_and_escaped() throws Exception {
    String long1 = "profile with labels '{a=\\u001b[31mred\\u202e}' " + "x".repeat(1000);
    Fault quotes = answer(400, "{\"code\":\"invalid_argument\",\"message\":\"" + long1 + "\"}");
    try (var pyroscope = FaultServer.that(quotes)) {
      String reason = failure(sink(pyroscope.uri()), cpu()).reason();

      assertTrue(reason.contains("a=\\u001B[31mred\\u202E}"), reason);
      assertTrue(reason.length() < 400, reason);
    }
  }

  @Test
  void no_more_are_on_their_way_at_once_than_was_said() throws Exception {
    try (var pyroscope = FakePyroscope.start(Duration.ofMillis(20));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PyroscopeSink sink =
          sink(PyroscopeSettings.of(pyroscope.uri().toString()).withConnections(3));
      Callable<StoredProfile> push = () -> sink.write(cpu());
      for (Future<StoredProfile> each : threads.invokeAll(Collections.nCopies(20, push))) {
        each.get();
      }

      assertEquals(20, pyroscope.stored().size());
      assertTrue(pyroscope.mostAtOnce() <= 3, () -> "at once: " + pyroscope.mostAtOnce());
    }
  }

  @Test
  void a_run_that_ends_before_the_answer_leaves_it_unknown() throws Exception {
    var reached = new CountDownLatch(1);
    try (var pyroscope = FaultServer.that(Fault.silence(reached));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PyroscopeSink sink = sink(pyroscope.uri());
      NewProfile cpu = cpu();
      Future<ProfileFailure> failure = threads.submit(() -> failure(sink, cpu));
      assertTrue(reached.await(60, TimeUnit.SECONDS));
      threads.shutdownNow();

      assertEquals(Outcome.UNKNOWN, failure.get().outcome());
    }
  }

  @ParameterizedTest
  @CsvSource({"'', /push.v1.PusherService/Push", "/team/a/, /team/a/push.v1.PusherService/Push"})
  void it_may_be_below_a_path(String path, String target) throws Exception {
    try (var gateway = FaultServer.that(STORES)) {
      sink(URI.create(gateway.uri() + path)).write(cpu());

      assertEquals(target, gateway.requests().getFirst().target());
    }
  }

  private static NewProfile cpu() throws Exception {
    return profile(StoredType.CPU, resource("cpu.pb.gz"));
  }

  private static NewProfile at(Instant time) throws Exception {
    byte[] bytes = resource("cpu.pb.gz");
    return new NewProfile(
        "shop", StoredType.CPU, Labels.NONE, time, bytes, Optional.of(Pushing.summary(bytes)));
  }
}
