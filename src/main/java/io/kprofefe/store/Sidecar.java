package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON beside a profile: what its bytes do not say. For us only the labels count, the path says
 * the rest; type, service and time are there for whoever reads the directory without this program.
 */
final class Sidecar {

  private static final JsonFactory JSON = new JsonFactory();

  private Sidecar() {}

  static byte[] of(ProfileId id, Labels labels) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", id.type().word());
      json.writeStringField("service", id.service());
      json.writeArrayFieldStart("labels");
      for (Label label : labels) {
        json.writeStartObject();
        json.writeStringField("key", wellFormed(label.key()));
        json.writeStringField("value", wellFormed(label.value()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("created_at", id.createdAt().toString());
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  /** The labels in it; empty when it is not a sidecar that we wrote. */
  static Optional<Labels> labels(byte[] sidecar) {
    try (JsonParser json = JSON.createParser(sidecar)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isLabels = json.currentName().equals("labels");
        json.nextToken();
        if (isLabels) {
          return labels(json);
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    } catch (CharConversionException notUtf32) { // which it begins as
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
  }

  private static Optional<Labels> labels(JsonParser json) throws IOException {
    List<Label> labels = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String key = "";
      String value = "";
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "key" -> key = json.getText();
          case "value" -> value = json.getText();
          default -> json.skipChildren();
        }
      }
      if (key.isEmpty()) {
        return Optional.empty();
      }
      labels.add(new Label(key, value));
    }
    return json.currentToken() == JsonToken.END_ARRAY
        ? Optional.of(new Labels(labels))
        : Optional.empty();
  }

  /** Half a surrogate pair has no UTF-8. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
