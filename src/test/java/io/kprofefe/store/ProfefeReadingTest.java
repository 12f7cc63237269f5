package io.kprofefe.store;

import static io.kprofefe.testing.Fault.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.store.StoreException.Problem;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told who reads from a registry that does not behave. */
@Timeout(120)
class ProfefeReadingTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final ProfileQuery QUERY =
      new ProfileQuery("web", Optional.empty(), NOON, NOON, Labels.NONE, OptionalInt.empty());
  private static final String NOTHING = "{\"code\":404,\"error\":\"nothing found\"}";

  @ParameterizedTest
  @ValueSource(strings = {NOTHING, ""})
  void nothing_found_is_no_error(String body) throws Exception {
    try (var registry = FaultServer.that(answer(404, body))) {
      assertEquals(List.of(), store(registry).services());
      assertEquals(List.of(), store(registry).find(QUERY));
    }
  }

  @Test
  void an_empty_list_is_an_empty_list() throws Exception {
    try (var registry = FaultServer.that(answer(200, "{\"code\":200,\"body\":[]}"))) {
      assertEquals(List.of(), store(registry).services());
      assertEquals(List.of(), store(registry).find(QUERY));
    }
  }

  @Test
  void a_404_for_people_comes_from_somebody_else() {
    try (var registry = FaultServer.that(answer(404, "404 page not found\n"))) {
      assertEquals(Problem.NOT_FOUND, problem(() -> store(registry).services()));
      assertEquals(Problem.NOT_FOUND, problem(() -> store(registry).find(QUERY)));
    }
  }

  @Test
  void a_profile_of_nobody_is_not_found() {
    try (var registry = FaultServer.that(answer(404, NOTHING))) {
      StoreException failure = failure(() -> store(registry).open("dc0n").close());

      assertEquals(Problem.NOT_FOUND, failure.problem());
      assertEquals(registry.uri() + " answered 404: nothing found", failure.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void who_is_not_let_in_is_denied(int status) {
    try (var registry = FaultServer.that(answer(status, ""))) {
      assertEquals(Problem.DENIED, problem(() -> store(registry).services()));
      assertEquals(Problem.DENIED, problem(() -> store(registry).find(QUERY)));
      assertEquals(Problem.DENIED, problem(() -> store(registry).open("dc0n").close()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 307, 400, 407, 429, 500, 503})
  void any_other_answer_is_a_failure_and_nobody_is_followed(int status) {
    try (var registry = FaultServer.that(answer(status, "", "Location: /api/0/services"))) {
      assertEquals(Problem.FAILED, problem(() -> store(registry).services()));
      assertEquals(Problem.FAILED, problem(() -> store(registry).open("dc0n").close()));
      assertTrue(registry.requests().stream().allMatch(request -> request.method().equals("GET")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>welcome</html>",
        "{}",
        "[]",
        "{\"code\":200}",
        "{\"code\":200,\"body\":null}",
        "{\"code\":200,\"body\":{}}",
        "{\"code\":200,\"body\":[1]}",
        "{\"code\":200,\"body\":[[]]}",
        "{\"code\":200,\"body\":[null]}",
        "{\"code\":200,\"body\":[",
      })
  void what_is_not_profefes_says_so(String body) {
    try (var registry = FaultServer.that(answer(200, body))) {
      for (Executable query :
          List.<Executable>of(
              () -> store(registry).services(), () -> store(registry).find(QUERY))) {
        StoreException failure = failure(query);

        assertEquals(Problem.FAILED, failure.problem());
        assertEquals(
            registry.uri() + " answered what is not Profefe's: is it the right URL?",
            failure.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"cpu\",\"created_at\":\"2026-11-20T12:00:00Z\"}",
        "{\"id\":1,\"type\":\"cpu\",\"created_at\":\"2026-11-20T12:00:00Z\"}",
        "{\"id\":\"a\",\"type\":\"nope\",\"created_at\":\"2026-11-20T12:00:00Z\"}",
        "{\"id\":\"a\",\"type\":\"cpu\",\"created_at\":\"yesterday\"}",
        "{\"id\":\"a\",\"type\":\"cpu\",\"created_at\":\"2026-11-20T12:00:00Z\",\"labels\":{}}",
      })
  void a_listed_profile_without_id_type_or_time_is_not_profefes(String profile) {
    try (var registry =
        FaultServer.that(answer(200, "{\"code\":200,\"body\":[" + profile + "]}"))) {
      assertEquals(Problem.FAILED, problem(() -> store(registry).find(QUERY)));
    }
  }

  @Test
  void what_a_newer_registry_adds_does_not_matter() throws Exception {
    String profile =
        """
        {"new":{"deep":[1,{}]},"id":"a","type":"cpu","service":"web","created_at":\
        "2026-11-20T12:00:00Z","labels":[{"key":"k","new":[],"value":"v"}]}\
        """;
    String body = "{\"new\":[{}],\"code\":200,\"body\":[" + profile + "],\"next\":null}";
    try (var registry = FaultServer.that(answer(200, body))) {
      StoredProfile found = store(registry).find(QUERY).getFirst();

      assertEquals("a", found.id());
      assertEquals(Labels.of("k", "v"), found.labels());
    }
  }

  @Test
  void nobody_is_asked_for_a_time_that_ends_before_it_begins() throws Exception {
    var backwards =
        new ProfileQuery(
            "web", Optional.empty(), NOON, NOON.minusNanos(1), Labels.NONE, OptionalInt.empty());

    assertEquals(List.of(), store(FaultServer.nobody()).find(backwards));
  }

  @Test
  void nobody_is_asked_for_what_can_be_no_id() {
    assertEquals(Problem.NOT_FOUND, problem(() -> store(FaultServer.nobody()).open("..").close()));
  }

  @Test
  void a_profile_comes_as_it_was_stored() throws Exception {
    try (var registry = FaultServer.that(answer(200, "any bytes at all"))) {
      try (InputStream profile = store(registry).open("a/b")) {
        assertEquals("any bytes at all", new String(profile.readAllBytes(), UTF_8));
      }

      assertEquals("/api/0/profiles/a%2Fb", registry.requests().getFirst().target());
      assertEquals(
          Optional.of("identity"), registry.requests().getFirst().header("accept-encoding"));
    }
  }

  @Test
  void a_profile_that_breaks_off_does_not_look_whole() throws Exception {
    try (var registry = FaultServer.that(Fault.cutAnswer(200, "any bytes at all", 5));
        InputStream profile = store(registry).open("a")) {
      assertThrows(IOException.class, profile::readAllBytes);
    }
  }

  static Stream<Fault> slow() {
    return Stream.of(
        Fault.silence(),
        Fault.drip(200, Duration.ofMillis(5)),
        Fault.dripOfHeaders(Duration.ofMillis(5)));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void a_slow_registry_ends_at_the_whole_call_limit(Fault fault) {
    try (var registry = FaultServer.that(fault)) {
      var settings = settings(registry.uri()).withReadTimeout(Duration.ofMillis(500));

      StoreException failure = failure(() -> new ProfefeStore(settings).services());

      assertEquals("no answer from " + registry.uri() + " in time", failure.getMessage());
    }
  }

  @Test
  void where_nobody_listens_the_reason_says_so() {
    URI nobody = FaultServer.nobody();

    assertEquals(
        "cannot connect to " + nobody + ": Connection refused",
        failure(() -> store(nobody).services()).getMessage());
  }

  @Test
  void no_reason_shows_a_secret_of_the_url() {
    try (var registry = FaultServer.that(Fault.closeAfterReading())) {
      URI url = URI.create("http://ada:s3cret@127.0.0.1:" + registry.port() + "/?token=s3cret");

      String reason = Objects.requireNonNull(failure(() -> store(url).services()).getMessage());

      assertFalse(reason.contains("s3cret"), reason);
    }
  }

  private static Problem problem(Executable query) {
    return failure(query).problem();
  }

  private static StoreException failure(Executable query) {
    return assertThrows(StoreException.class, query);
  }

  private static ProfefeStore store(FaultServer registry) {
    return store(registry.uri());
  }

  private static ProfefeStore store(URI url) {
    return new ProfefeStore(settings(url));
  }

  private static ProfefeSettings settings(URI url) {
    return ProfefeSettings.of(ProfefeUrl.parse(url.toString()));
  }
}
