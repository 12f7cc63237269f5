package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Handler;
import io.kprofefe.target.NotSampled;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import io.kprofefe.target.Unannotated;
import java.io.IOException;
import java.util.List;

/** The pods as the collector sees them, for a program. */
final class TargetsDocument implements Document.Body {

  private final List<Discovered> discovered;

  TargetsDocument(List<Discovered> discovered) {
    this.discovered = discovered;
  }

  @Override
  public void writeTo(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeArrayFieldStart("items");
    for (Discovered one : discovered) {
      generator.writeStartObject();
      writeIdentity(generator, one.identity());
      switch (one) {
        case Target target -> write(generator, target);
        case NotSampled other -> write(generator, other);
        case Skipped skipped -> generator.writeStringField("skipped", skipped.reason());
        case Unannotated pod -> generator.writeStringField("skipped", pod.asSkipped().reason());
      }
      generator.writeEndObject();
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }

  private static void writeIdentity(JsonGenerator generator, TargetIdentity identity)
      throws IOException {
    generator.writeStringField("kind", identity.kind());
    generator.writeStringField("namespace", identity.namespace());
    generator.writeStringField("pod", identity.name());
  }

  private static void write(JsonGenerator generator, NotSampled other) throws IOException {
    writeName(generator, other.target());
    generator.writeBooleanField("sampled", false);
  }

  private static void writeName(JsonGenerator generator, Target target) throws IOException {
    if (!target.endpointName().isEmpty()) {
      generator.writeStringField("name", target.endpointName());
    }
    generator.writeStringField("service", target.service());
  }

  private static void write(JsonGenerator generator, Target target) throws IOException {
    writeName(generator, target);
    generator.writeStringField("endpoint", target.endpoint().toString());
    generator.writeArrayFieldStart("profiles");
    for (Handler handler : target.handlers()) {
      generator.writeString(handler.name());
    }
    generator.writeEndArray();
    for (Handler handler : target.handlers()) {
      if (handler.type() == ProfileType.CPU) {
        generator.writeNumberField("cpuSeconds", handler.sampling().toSeconds());
      }
    }
    generator.writeObjectFieldStart("labels");
    for (Label label : target.labels()) {
      generator.writeStringField(label.key(), label.value());
    }
    generator.writeEndObject();
    generator.writeArrayFieldStart("annotations");
    for (String annotation : target.annotations()) {
      generator.writeString(annotation);
    }
    generator.writeEndArray();
    if (target.granted()) {
      generator.writeBooleanField("shownCredentials", target.isShownCredentials());
    }
  }
}
