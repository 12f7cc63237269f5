package io.kprofefe.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.profile.Label;
import io.kprofefe.store.StoredProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;

/** Answers in Profefe's JSON: {@code {"code":200,"body":…}} or {@code {"code":404,"error":"…"}}. */
final class Json {

  /** How JSON is announced where Profefe does not say what it is, and Go guesses. */
  static final String UNANNOUNCED = "text/plain; charset=utf-8";

  static final String ANNOUNCED = "application/json";

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes one value. */
  interface Value {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static Reply ok(String contentType, Value body) {
    return reply(
        200,
        contentType,
        json -> {
          json.writeFieldName("body");
          body.writeTo(json);
        });
  }

  static Reply error(ApiFailure failure) {
    return reply(
        failure.status(),
        failure.contentType(),
        json -> json.writeStringField("error", failure.message()));
  }

  /** The time is cut to the second, and labels are absent when there are none. */
  static void profile(JsonGenerator json, StoredProfile profile) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", profile.id());
    json.writeStringField("type", profile.type().word());
    json.writeStringField("service", profile.service());
    if (!profile.labels().isEmpty()) {
      json.writeArrayFieldStart("labels");
      for (Label label : profile.labels()) {
        json.writeStartObject();
        json.writeStringField("key", label.key());
        json.writeStringField("value", label.value());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeStringField(
        "created_at", profile.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    json.writeEndObject();
  }

  private static Reply reply(int status, String contentType, Value fields) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("code", status);
      fields.writeTo(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return Reply.of(status, contentType, bytes.toByteArray());
  }
}
