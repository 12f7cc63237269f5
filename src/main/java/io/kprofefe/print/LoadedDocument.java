package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What was stored from files, for a program. */
final class LoadedDocument implements Document.Body {

  private final LoadedFiles loaded;

  LoadedDocument(LoadedFiles loaded) {
    this.loaded = loaded;
  }

  @Override
  public void writeTo(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeArrayFieldStart("items");
    for (LoadedFiles.Copy copy : loaded.copies()) {
      generator.writeStartObject();
      generator.writeStringField("file", copy.file());
      generator.writeStringField("sink", copy.sink());
      ProfilesDocument.writeFields(generator, copy.stored());
      generator.writeNumberField("bytes", copy.bytes());
      generator.writeEndObject();
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }
}
