package io.kprofefe.store.pyroscope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One push that a real Pyroscope was sent, and what it answered. */
record RecordedPush(String name, JsonNode request, JsonNode response) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FILE = Pattern.compile("<base64:([^>]+)>");

  /** All of them, in the order they were played. */
  static List<RecordedPush> all() throws IOException {
    var pushes = new ArrayList<RecordedPush>();
    for (JsonNode each : JSON.readTree(resource("exchanges.json"))) {
      if (each.get("request").get("path").textValue().contains("/Push")) {
        pushes.add(
            new RecordedPush(
                each.get("name").textValue(), each.get("request"), each.get("response")));
      }
    }
    return pushes;
  }

  static RecordedPush named(String name) throws IOException {
    return all().stream().filter(push -> push.name.equals(name)).findFirst().orElseThrow();
  }

  static byte[] resource(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RecordedPush.class.getResourceAsStream("/store/pyroscope/" + file), file)) {
      return in.readAllBytes();
    }
  }

  /** The body that was sent, with the profiles in it. */
  String body() throws IOException {
    var body = new StringBuilder();
    Matcher file = FILE.matcher(request.path("bodyText").asText(""));
    while (file.find()) {
      String base64 = Base64.getEncoder().encodeToString(resource(file.group(1)));
      file.appendReplacement(body, Matcher.quoteReplacement(base64));
    }
    return file.appendTail(body).toString();
  }

  JsonNode json() throws IOException {
    return JSON.readTree(body());
  }

  int status() {
    return response.get("status").intValue();
  }

  /** What was answered, and something in place of what was left open. */
  String answer() {
    return response.path("json").toString().replace("<any>", "and so on");
  }
}
