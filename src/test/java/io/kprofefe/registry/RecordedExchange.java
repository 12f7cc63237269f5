package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** One request that a real Profefe was sent, and what it answered. */
record RecordedExchange(String name, JsonNode request, JsonNode response) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of them, in the order they were played; later ones speak of what earlier ones stored. */
  static List<RecordedExchange> all() throws IOException {
    var exchanges = new ArrayList<RecordedExchange>();
    for (JsonNode each : JSON.readTree(resource("exchanges.json"))) {
      exchanges.add(
          new RecordedExchange(
              each.get("name").textValue(), each.get("request"), each.get("response")));
    }
    return exchanges;
  }

  static byte[] resource(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RecordedExchange.class.getResourceAsStream("/registry/" + file), file)) {
      return in.readAllBytes();
    }
  }

  RawClient.Answer sendTo(RawClient server, Placeholders ids) throws IOException {
    return server.send(
        request.get("method").textValue(), ids.fill(request.get("path").textValue()), body());
  }

  /** Fails unless the answer is the recorded one. */
  void compare(RawClient.Answer answer, Placeholders ids) throws IOException {
    assertEquals(response.get("status").intValue(), answer.status(), answer::text);
    assertEquals(
        squeezed(response.path("contentType").asText("none")),
        squeezed(answer.header("content-type").orElse("none")),
        "content type");
    if (response.hasNonNull("bodyFile")) {
      compareBytes(answer.body());
    } else if (response.hasNonNull("bodyText")) {
      ids.match(response.get("bodyText").textValue(), answer.text(), "body");
    } else if (response.hasNonNull("json")) {
      ids.match(response.get("json"), JSON.readTree(answer.body()), "json");
    } else {
      assertEquals("", answer.text());
    }
  }

  private void compareBytes(byte[] body) throws IOException {
    if (response.get("bodyMatch").textValue().equals("gunzip")) {
      var unpacked = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      assertTrue(unpacked.length > 0, "gzip of nothing");
    } else {
      assertArrayEquals(resource(response.get("bodyFile").textValue()), body);
    }
  }

  private byte[] body() throws IOException {
    return request.hasNonNull("bodyFile")
        ? resource(request.get("bodyFile").textValue())
        : request.path("bodyText").asText("").getBytes(UTF_8);
  }

  private static String squeezed(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).replace(" ", "");
  }
}
