package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.analysis.SampleType;
import io.kprofefe.analysis.TopRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The functions that cost the most, for a program: values in the unit of the sample type. */
final class TopDocument implements Document.Body {

  private final Ranking ranking;

  /** The first functions of a list, and what their values count. */
  record Ranking(Optional<SampleType> sampleType, long total, List<TopRow> rows) {}

  TopDocument(Ranking ranking) {
    this.ranking = ranking;
  }

  @Override
  public void writeTo(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    if (ranking.sampleType().isPresent()) {
      generator.writeStringField("sampleType", ranking.sampleType().get().type());
      generator.writeStringField("unit", ranking.sampleType().get().unit());
    }
    generator.writeNumberField("total", ranking.total());
    generator.writeArrayFieldStart("items");
    for (TopRow row : ranking.rows()) {
      generator.writeStartObject();
      generator.writeStringField("function", row.function());
      if (!row.source().shown().isEmpty()) {
        generator.writeStringField("file", row.source().file());
        generator.writeNumberField("line", row.source().line());
      }
      generator.writeNumberField("flat", row.flat());
      generator.writeNumberField("cum", row.cum());
      generator.writeArrayFieldStart("services");
      for (TopRow.Share share : row.services()) {
        generator.writeStartObject();
        generator.writeStringField("service", share.service());
        generator.writeNumberField("flat", share.flat());
        generator.writeNumberField("cum", share.cum());
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }
}
