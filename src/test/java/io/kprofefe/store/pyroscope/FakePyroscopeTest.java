package io.kprofefe.store.pyroscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.testing.FakePyroscope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The stand-in answers as the real one did (2.2.1). */
class FakePyroscopeTest {

  private final FakePyroscope pyroscope = FakePyroscope.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    pyroscope.close();
  }

  @TestFactory
  Stream<DynamicTest> each_push_is_answered_as_it_was_recorded() throws IOException {
    return RecordedPush.all().stream()
        .map(push -> DynamicTest.dynamicTest(push.name(), () -> play(push)));
  }

  private void play(RecordedPush push) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(pyroscope.uri() + push.request().get("path").asText()))
            .method(push.request().get("method").asText(), BodyPublishers.ofString(push.body()));
    push.request()
        .path("headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().asText()));

    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());

    assertEquals(push.status(), answer.statusCode(), answer::body);
    if (push.response().hasNonNull("json")) {
      compare(push.response().get("json"), new ObjectMapper().readTree(answer.body()));
    }
  }

  private static void compare(JsonNode want, JsonNode got) {
    assertEquals(want.path("code"), got.path("code"));
    for (String word : want.path("message").asText("").split("<any>", -1)) {
      assertTrue(got.path("message").asText("").contains(word), got::toString);
    }
  }
}
