package io.kprofefe.store.pyroscope;

import static io.kprofefe.store.pyroscope.Pushing.failure;
import static io.kprofefe.store.pyroscope.Pushing.profile;
import static io.kprofefe.store.pyroscope.Pushing.sink;
import static io.kprofefe.store.pyroscope.Pushing.unlimited;
import static io.kprofefe.store.pyroscope.RecordedPush.resource;
import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.testing.FakePyroscope;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SeenRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What we send is what was sent to a real Pyroscope (2.2.1), and we know its answers. */
@Timeout(120)
class RecordedPushTest {

  @ParameterizedTest
  @CsvSource({
    "push-cpu, shop, CPU, cpu.pb.gz, pod=web-0 region=eu",
    "push-goroutine, shop, GOROUTINE, goroutine.pb.gz, pod=web-0",
    "push-threadcreate, shop, THREADCREATE, threadcreate.pb.gz, pod=web-0",
    "push-not-gzipped, plain, CPU, cpu.pb,",
    "push-round, twice, CPU, cpu-round.pb.gz,",
  })
  void a_profile_is_pushed_as_it_was_recorded(
      String name, String service, StoredType type, String file, String labels) throws Exception {
    var recorded = RecordedPush.named(name);
    String[] given = labels == null ? new String[0] : labels.split(" ");
    try (var pyroscope = FaultServer.that(answer(recorded.status(), recorded.answer()))) {
      StoredProfile stored =
          sink(pyroscope.uri()).write(profile(service, type, resource(file), given));

      SeenRequest request = pyroscope.requests().getFirst();
      assertEquals("POST", request.method());
      assertEquals("/push.v1.PusherService/Push", request.target());
      assertEquals(Optional.of("application/json"), request.header("content-type"));
      assertEquals(recorded.json(), json(request));
      assertEquals(service, stored.service());
    }
  }

  /** But for what a heap profile says of the time before it: see {@link SuitedTest}. */
  @Test
  void a_heap_profile_is_pushed_under_the_recorded_labels_and_comes_to_the_recorded_total()
      throws Exception {
    try (var pyroscope = FakePyroscope.start()) {
      sink(pyroscope.uri()).write(profile(StoredType.HEAP, resource("heap.pb.gz"), "pod=web-0"));

      FakePyroscope.Stored stored = pyroscope.stored().getFirst();
      assertEquals(
          labels(RecordedPush.named("push-heap").json()),
          List.copyOf(stored.labels().entrySet()).stream().map(Object::toString).toList());
      assertEquals(6_412_054, stored.total("inuse_space"));
    }
  }

  /** All that was refused, sent by one who does not know the limits. */
  static Stream<RecordedPush> refused() throws Exception {
    return RecordedPush.all().stream().filter(push -> push.status() != 200);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_recorded_refusal_is_told_in_its_own_words_and_stored_by_no_second_try(
      RecordedPush recorded) throws Exception {
    try (var pyroscope = FaultServer.that(answer(recorded.status(), recorded.answer()))) {
      ProfileFailure failure = failure(sink(unlimited(pyroscope.uri())), cpu());

      assertEquals(
          recorded.status() == 429 ? Outcome.UNDELIVERED : Outcome.REJECTED, failure.outcome());
      assertTrue(
          failure.reason().startsWith(pyroscope.uri() + " answered " + recorded.status()),
          failure.reason());
      String code = recorded.response().path("json").path("code").asText("");
      assertTrue(failure.reason().contains(code), failure.reason());
      assertEquals(recorded.status() == 429, pyroscope.connections() > 1);
    }
  }

  private static NewProfile cpu() throws Exception {
    return profile(StoredType.CPU, resource("cpu.pb.gz"));
  }

  private static JsonNode json(SeenRequest request) throws Exception {
    return new ObjectMapper().readTree(request.body());
  }

  private static List<String> labels(JsonNode push) {
    return push.get("series")
        .get(0)
        .get("labels")
        .valueStream()
        .map(label -> label.get("name").asText() + "=" + label.get("value").asText())
        .sorted()
        .toList();
  }
}
