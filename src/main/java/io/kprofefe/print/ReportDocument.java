package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.run.Declined;
import io.kprofefe.run.Delivery;
import io.kprofefe.run.ProfileEnd;
import io.kprofefe.run.RunReport;
import io.kprofefe.store.spool.SpoolReport;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.TargetIdentity;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A run's report for a program. The fields and their order are a promise to users. */
final class ReportDocument implements Document.Body {

  private final RunReport report;
  private final int exitCode;

  /**
   * @param exitCode of the program, which a command may take from more than the report
   */
  ReportDocument(RunReport report, int exitCode) {
    this.report = report;
    this.exitCode = exitCode;
  }

  @Override
  public void writeTo(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeNumberField("exitCode", exitCode);
    generator.writeStringField(
        "startedAt", report.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
    generator.writeNumberField("durationSeconds", seconds());
    if (report.error().isPresent()) {
      generator.writeStringField("error", report.error().get());
    } else {
      writePods(generator);
    }
    writeProfiles(generator);
    writeSkipped(generator);
    writeFailures(generator);
    writeStored(generator);
    if (!report.declined().isEmpty()) {
      writeDeclined(generator);
    }
    if (!report.spools().isEmpty()) {
      writeSpools(generator);
    }
    generator.writeEndObject();
  }

  private BigDecimal seconds() {
    BigDecimal seconds = BigDecimal.valueOf(report.duration().toMillis(), 3).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }

  private void writePods(JsonGenerator generator) throws IOException {
    generator.writeObjectFieldStart("pods");
    generator.writeNumberField("selected", report.podsSelected());
    generator.writeNumberField("skipped", report.podsSkipped());
    generator.writeNumberField("profiled", report.podsProfiled());
    generator.writeNumberField("failed", report.podsFailed());
    if (!report.notSampled().isEmpty()) {
      generator.writeNumberField("notSampled", report.notSampled().size());
    }
    generator.writeEndObject();
  }

  private void writeProfiles(JsonGenerator generator) throws IOException {
    generator.writeObjectFieldStart("profiles");
    for (ProfileType type : ProfileType.values()) {
      Map<Outcome, Integer> counts = report.counts(type);
      if (!counts.isEmpty()) {
        generator.writeObjectFieldStart(type.word());
        for (var count : counts.entrySet()) {
          generator.writeNumberField(count.getKey().word(), count.getValue());
        }
        generator.writeEndObject();
      }
    }
    generator.writeEndObject();
  }

  private void writeSkipped(JsonGenerator generator) throws IOException {
    generator.writeArrayFieldStart("skipped");
    for (Skipped skipped : report.skipped()) {
      generator.writeStartObject();
      writeIdentity(generator, skipped.identity());
      generator.writeStringField("reason", skipped.reason());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  /** Every profile that is neither stored nor empty. */
  private void writeFailures(JsonGenerator generator) throws IOException {
    generator.writeArrayFieldStart("failures");
    for (ProfileEnd end : report.ends()) {
      if (end.outcome() != Outcome.STORED && end.outcome() != Outcome.EMPTY) {
        generator.writeStartObject();
        writeIdentity(generator, end.target().identity());
        generator.writeStringField("type", end.handler().name());
        generator.writeStringField("outcome", end.outcome().word());
        generator.writeStringField("sink", sinkToBlame(end).orElse(null));
        generator.writeStringField("reason", end.reason());
        generator.writeEndObject();
      }
    }
    generator.writeEndArray();
  }

  private static Optional<String> sinkToBlame(ProfileEnd end) {
    return end.deliveries().stream()
        .filter(delivery -> delivery.outcome() == end.outcome())
        .map(Delivery::sink)
        .findFirst();
  }

  /** One entry for each store that took it, also where another did not. */
  private void writeStored(JsonGenerator generator) throws IOException {
    generator.writeArrayFieldStart("stored");
    for (ProfileEnd end : report.ends()) {
      for (Delivery delivery : end.deliveries()) {
        if (delivery.outcome() == Outcome.STORED) {
          generator.writeStartObject();
          writeIdentity(generator, end.target().identity());
          generator.writeStringField("type", end.handler().name());
          generator.writeStringField("service", end.target().service());
          generator.writeStringField("sink", delivery.sink());
          generator.writeStringField("id", delivery.id());
          generator.writeNumberField("bytes", end.bytes());
          generator.writeEndObject();
        }
      }
    }
    generator.writeEndArray();
  }

  private void writeDeclined(JsonGenerator generator) throws IOException {
    generator.writeArrayFieldStart("declined");
    for (Declined some : report.declined()) {
      generator.writeStartObject();
      generator.writeStringField("sink", some.sink());
      generator.writeStringField("type", some.type().word());
      generator.writeNumberField("profiles", some.profiles());
      generator.writeStringField("reason", some.reason());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  private void writeSpools(JsonGenerator generator) throws IOException {
    generator.writeArrayFieldStart("spools");
    for (SpoolReport spool : report.spools()) {
      generator.writeStartObject();
      generator.writeStringField("sink", spool.sink());
      generator.writeNumberField("delivered", spool.delivered());
      generator.writeNumberField("found", spool.found());
      generator.writeNumberField("refused", spool.refused());
      generator.writeNumberField("dropped", spool.dropped());
      generator.writeNumberField("left", spool.left());
      generator.writeStringField("problem", spool.problem().orElse(null));
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  private static void writeIdentity(JsonGenerator generator, TargetIdentity identity)
      throws IOException {
    generator.writeStringField("kind", identity.kind());
    generator.writeStringField("namespace", identity.namespace());
    generator.writeStringField("pod", identity.name());
  }
}
