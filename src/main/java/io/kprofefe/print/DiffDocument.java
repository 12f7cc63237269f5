package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.analysis.Change;
import io.kprofefe.analysis.Comparison;
import io.kprofefe.analysis.DiffRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Two sets of profiles compared, for a program: values in the unit of the sample type, divided as
 * {@code per} says; shares of the total as fractions.
 */
final class DiffDocument implements Document.Body {

  private static final int DECIMALS = 9;

  private final Comparison compared;
  private final int rows;

  /**
   * @param rows so many of what got dearer, and of what got cheaper
   */
  DiffDocument(Comparison compared, int rows) {
    this.compared = compared;
    this.rows = rows;
  }

  @Override
  public void writeTo(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeStringField("sampleType", compared.sampleType().type());
    generator.writeStringField("unit", compared.sampleType().unit());
    generator.writeStringField("per", compared.per().word());
    write(generator, "before", compared.before());
    write(generator, "after", compared.after());
    write(generator, "total", compared.whole(), compared.whole().before());
    write(generator, "lookedAt", compared.lookedAt(), compared.lookedAt().before());
    write(generator, "dearer", compared.dearer());
    write(generator, "cheaper", compared.cheaper());
    generator.writeEndObject();
  }

  private static void write(JsonGenerator generator, String name, Comparison.Size size)
      throws IOException {
    generator.writeObjectFieldStart(name);
    generator.writeNumberField("profiles", size.profiles());
    number(generator, "durationSeconds", size.duration().toNanos() / 1e9);
    generator.writeEndObject();
  }

  private void write(JsonGenerator generator, String name, List<DiffRow> changed)
      throws IOException {
    generator.writeArrayFieldStart(name);
    for (DiffRow row : changed.stream().limit(rows).toList()) {
      generator.writeStartObject();
      generator.writeStringField("function", row.function());
      if (!row.source().shown().isEmpty()) {
        generator.writeStringField("file", row.source().file());
        generator.writeNumberField("line", row.source().line());
      }
      write(generator, "flat", row.flat(), compared.whole().before());
      write(generator, "cum", row.cum(), compared.whole().before());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  private static void write(JsonGenerator generator, String name, Change change, double whole)
      throws IOException {
    generator.writeObjectFieldStart(name);
    number(generator, "before", change.before());
    number(generator, "after", change.after());
    number(generator, "change", change.amount());
    OptionalDouble percent = change.percent(whole);
    if (percent.isPresent()) {
      number(generator, "changePercent", percent.getAsDouble());
    }
    generator.writeEndObject();
  }

  /** Never with an exponent, and without the digits that only a division leaves. */
  private static void number(JsonGenerator generator, String name, double value)
      throws IOException {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    generator.writeFieldName(name);
    generator.writeNumber(rounded.toPlainString());
  }
}
