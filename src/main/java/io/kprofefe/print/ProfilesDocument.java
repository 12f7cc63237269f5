package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/** Profiles of a store, for a program. */
final class ProfilesDocument implements Document.Body {

  private final List<StoredProfile> profiles;

  ProfilesDocument(List<StoredProfile> profiles) {
    this.profiles = profiles;
  }

  /** One that is no list. */
  static Document.Body of(StoredProfile profile) {
    return generator -> write(generator, profile);
  }

  @Override
  public void writeTo(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeArrayFieldStart("items");
    for (StoredProfile profile : profiles) {
      write(generator, profile);
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }

  private static void write(JsonGenerator generator, StoredProfile profile) throws IOException {
    generator.writeStartObject();
    writeFields(generator, profile);
    generator.writeEndObject();
  }

  /** What every profile of a store has to say for itself. */
  static void writeFields(JsonGenerator generator, StoredProfile profile) throws IOException {
    generator.writeStringField("id", profile.id());
    generator.writeStringField("service", profile.service());
    generator.writeStringField("type", StoredKind.of(profile.type(), profile.labels()).word());
    generator.writeStringField("createdAt", profile.createdAt().toString());
    writeLabels(generator, profile.labels());
  }

  /** Profefe keeps a key that stands twice; an object has it once, with its first value. */
  private static void writeLabels(JsonGenerator generator, Labels labels) throws IOException {
    var keys = new HashSet<String>();
    generator.writeObjectFieldStart("labels");
    for (Label label : labels) {
      if (keys.add(label.key())) {
        generator.writeStringField(label.key(), label.value());
      }
    }
    generator.writeEndObject();
  }
}
