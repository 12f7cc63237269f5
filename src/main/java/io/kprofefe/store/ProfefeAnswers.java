package io.kprofefe.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
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

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(LONGEST).build())
          .build();

  /** A profile as it stands there; what is missing, or of another kind, is empty. */
  private record Fields(
      String id,
      Optional<StoredType> type,
      String service,
      Labels labels,
      Optional<Instant> createdAt) {}

  private interface Value<T> {
    T read(JsonParser json) throws IOException;
  }

  private ProfefeAnswers() {}

  /** What was stored, under the time it was filed by; empty when the answer holds no id. */
  static Optional<StoredProfile> stored(byte[] answer, NewProfile profile) {
    return inMemory(answer, "body", ProfefeAnswers::fields)
        .filter(fields -> !fields.id().isBlank())
        .map(fields ->
            new StoredProfile(
                fields.id(),
                profile.type(),
                profile.service(),
                profile.labels(),
                fields.createdAt().orElse(profile.createdAt())));
  }

  /** Why it was refused, in the registry's words; empty when it says nothing that is JSON. */
  static Optional<String> error(byte[] answer) {
    return inMemory(answer, "error", ProfefeAnswers::text).filter(error -> !error.isBlank());
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
    return array(answer, JsonToken.START_OBJECT, ProfefeAnswers::listed);
  }

  /**
   * @return sorted
   * @throws IOException when it cannot be read, or is no list of names
   */
  static List<String> services(InputStream answer) throws IOException {
    return array(answer, JsonToken.VALUE_STRING, JsonParser::getText).stream().sorted().toList();
  }

  private static <T> List<T> array(InputStream answer, JsonToken start, Value<T> item)
      throws IOException {
    try (JsonParser json = JSON.createParser(answer)) {
      return field(json, "body", body -> items(body, start, item))
          .orElseThrow(() -> new Unexpected(json));
    }
  }

  private static <T> List<T> items(JsonParser json, JsonToken start, Value<T> item)
      throws IOException {
    expect(json, JsonToken.START_ARRAY);
    var items = new ArrayList<T>();
    while (json.nextToken() == start) {
      items.add(item.read(json));
    }
    expect(json, JsonToken.END_ARRAY);
    return items;
  }

  private static StoredProfile listed(JsonParser json) throws IOException {
    Fields fields = fields(json);
    if (fields.id().isEmpty() || fields.type().isEmpty() || fields.createdAt().isEmpty()) {
      throw new Unexpected(json);
    }
    return new StoredProfile(
        fields.id(),
        fields.type().get(),
        fields.service(),
        fields.labels(),
        fields.createdAt().get());
  }

  private static Fields fields(JsonParser json) throws IOException {
    expect(json, JsonToken.START_OBJECT);
    String id = "";
    Optional<StoredType> type = Optional.empty();
    String service = "";
    Labels labels = Labels.NONE;
    Optional<Instant> createdAt = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = text(json);
        case "type" -> type = StoredType.of(text(json));
        case "service" -> service = text(json);
        case "labels" -> labels = new Labels(labels(json));
        case "created_at" -> createdAt = time(text(json));
        default -> json.skipChildren();
      }
    }
    return new Fields(id, type, service, labels, createdAt);
  }

  private static List<Label> labels(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL
        ? List.of()
        : items(json, JsonToken.START_OBJECT, ProfefeAnswers::label);
  }

  private static Label label(JsonParser json) throws IOException {
    String key = "";
    String value = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "key" -> key = text(json);
        case "value" -> value = text(json);
        default -> json.skipChildren();
      }
    }
    if (key.isEmpty()) {
      throw new Unexpected(json);
    }
    return new Label(key, value);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** The string here; empty when it is anything else. */
  private static String text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** Of an answer that is whole JSON; empty when it is not, or has no such field. */
  private static <T> Optional<T> inMemory(byte[] answer, String name, Value<T> value) {
    try (JsonParser json = JSON.createParser(answer)) {
      return field(json, name, value);
    } catch (IOException notProfefes) {
      return Optional.empty();
    }
  }

  /** The field of the outer object, which is read to its end. */
  private static <T> Optional<T> field(JsonParser json, String name, Value<T> value)
      throws IOException {
    json.nextToken();
    expect(json, JsonToken.START_OBJECT);
    Optional<T> found = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals(name);
      json.nextToken();
      if (wanted) {
        found = Optional.of(value.read(json));
      } else {
        json.skipChildren();
      }
    }
    return found;
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
