package io.kprofefe.store.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A profile as one file: a line of JSON with what its bytes do not say, and its bytes. */
final class SpoolFormat {

  private static final JsonFactory JSON = new JsonFactory();

  private SpoolFormat() {}

  /** The line before the bytes. */
  static byte[] head(NewProfile profile) {
    var head = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(head)) {
      json.writeStartObject();
      json.writeStringField("service", profile.service());
      json.writeStringField("type", profile.type().word());
      json.writeStringField("created_at", profile.createdAt().toString());
      json.writeArrayFieldStart("labels");
      for (Label label : profile.labels()) {
        json.writeArray(new String[] {label.key(), label.value()}, 0, 2);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return head.toByteArray();
  }

  /** Empty for a file that we did not write so. */
  static Optional<NewProfile> read(byte[] file) {
    int end = 0;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    if (end == file.length) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(file, end + 1, file.length);
    try (JsonParser head = JSON.createParser(file, 0, end)) {
      return read(head, body);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException notOurs) {
      return Optional.empty();
    } catch (CharConversionException notUtf32) { // which it begins as
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
  }

  private static Optional<NewProfile> read(JsonParser head, byte[] body) throws IOException {
    Optional<String> service = Optional.empty();
    Optional<StoredType> type = Optional.empty();
    Optional<Instant> createdAt = Optional.empty();
    Labels labels = Labels.NONE;
    head.nextToken();
    while (head.nextToken() == JsonToken.FIELD_NAME) {
      String field = head.currentName();
      head.nextToken();
      switch (field) {
        case "service" -> service = Optional.of(head.getText());
        case "type" -> type = StoredType.of(head.getText());
        case "created_at" -> createdAt = Optional.of(Instant.parse(head.getText()));
        case "labels" -> labels = labels(head);
        default -> head.skipChildren();
      }
    }
    return service.isPresent() && type.isPresent() && createdAt.isPresent()
        ? Optional.of(new NewProfile(service.get(), type.get(), labels, createdAt.get(), body))
        : Optional.empty();
  }

  private static Labels labels(JsonParser head) throws IOException {
    List<Label> labels = new ArrayList<>();
    while (head.nextToken() == JsonToken.START_ARRAY) {
      head.nextToken();
      String key = head.getText();
      head.nextToken();
      labels.add(new Label(key, head.getText()));
      head.nextToken();
    }
    return new Labels(labels);
  }
}
