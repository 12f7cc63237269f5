package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kprofefe.print.Table.Column;
import java.io.IOException;
import java.util.List;

/**
 * The services of a store, as a list is printed.
 *
 * @param headings whether a table has them
 */
public record ServiceList(List<String> names, boolean headings) implements Document.Body {

  List<String> lines() {
    var table = new Table(Column.text("NAME"));
    names.forEach(table::row);
    return table.lines(headings);
  }

  @Override
  public void writeTo(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeArrayFieldStart("items");
    for (String name : names) {
      generator.writeStartObject();
      generator.writeStringField("name", name);
      generator.writeEndObject();
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }
}
