package io.kprofefe.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Profefe answers: {@code {"code":N,"body":…}} or {@code {"code":N,"error":"…"}}. */
final class ProfefeAnswers {

  private static final long LONGEST = 64L << 20;

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxDocumentLength(LONGEST).build())
              .build());

  private ProfefeAnswers() {}

  /** What was stored, as the registry files it; empty when the answer holds no id. */
  static Optional<StoredProfile> stored(byte[] answer, NewProfile profile) {
    JsonNode body = tree(answer).path("body");
    String id = body.path("id").asText("");
    if (!body.path("id").isTextual() || id.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredProfile(
            id,
            profile.type(),
            profile.service(),
            profile.labels(),
            time(body).orElse(profile.createdAt())));
  }

  /** Why it was refused, in the registry's words; empty when it says nothing that is JSON. */
  static Optional<String> error(byte[] answer) {
    return Optional.of(tree(answer).path("error").asText("")).filter(error -> !error.isBlank());
  }

  /**
   * Whether a 404 is Profefe's way to say that nothing was found. In JSON it is; a page for people
   * comes from somebody else.
   */
  static boolean isNothingFound(byte[] answer) {
    return answer.length == 0 || error(answer).isPresent();
  }

  /**
   * The profiles of a listing, in its order; at most 64 MiB of it.
   *
   * @throws IOException when it cannot be read, or is no listing
   */
  static List<StoredProfile> listing(InputStream answer) throws IOException {
    var profiles = new ArrayList<StoredProfile>();
    try (JsonParser json = body(answer)) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        profiles.add(listed(json.readValueAsTree()));
      }
      expect(json, JsonToken.END_ARRAY);
    }
    return profiles;
  }

  /**
   * @throws IOException when it cannot be read, or is no list of names
   */
  static List<String> services(InputStream answer) throws IOException {
    var names = new ArrayList<String>();
    try (JsonParser json = body(answer)) {
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        names.add(json.getText());
      }
      expect(json, JsonToken.END_ARRAY);
    }
    return names.stream().sorted().toList();
  }

  /** The parser, past the opening bracket of the body's array. */
  private static JsonParser body(InputStream answer) throws IOException {
    JsonParser json = JSON.createParser(answer);
    json.nextToken();
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = json.currentName().equals("body");
      json.nextToken();
      if (found) {
        expect(json, JsonToken.START_ARRAY);
        return json;
      }
      json.skipChildren();
    }
    throw new Unexpected(json);
  }

  private static StoredProfile listed(JsonNode profile) throws IOException {
    Optional<StoredType> type = StoredType.of(profile.path("type").asText());
    Optional<Instant> time = time(profile);
    if (type.isEmpty() || time.isEmpty() || !profile.path("id").isTextual()) {
      throw new Unexpected(profile.traverse());
    }
    return new StoredProfile(
        profile.path("id").asText(),
        type.get(),
        profile.path("service").asText(),
        labels(profile.path("labels")),
        time.get());
  }

  private static Labels labels(JsonNode labels) {
    var list = new ArrayList<Label>();
    for (JsonNode label : labels) {
      String key = label.path("key").asText();
      if (!key.isEmpty()) {
        list.add(new Label(key, label.path("value").asText()));
      }
    }
    return list.isEmpty() ? Labels.NONE : new Labels(list);
  }

  private static Optional<Instant> time(JsonNode profile) {
    try {
      return Optional.of(Instant.parse(profile.path("created_at").asText()));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static JsonNode tree(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException notJson) {
      return JSON.missingNode();
    }
  }

  private static void expect(JsonParser json, JsonToken token) throws Unexpected {
    if (json.currentToken() != token) {
      throw new Unexpected(json);
    }
  }

  /** It is JSON, and not what Profefe answers. */
  private static final class Unexpected extends JsonProcessingException {

    private static final long serialVersionUID = 1L;

    Unexpected(JsonParser at) {
      super("not Profefe's answer", at.currentLocation());
    }
  }
}
