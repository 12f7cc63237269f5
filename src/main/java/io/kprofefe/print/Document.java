package io.kprofefe.print;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A value as JSON or YAML: it is written once, by the same code, for both. */
final class Document {

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private static final DefaultPrettyPrinter LAYOUT =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(INDENT)
          .withArrayIndenter(INDENT);

  /** Characters that move a terminal's cursor or hide; a line's end is the layout's own. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\n]]");

  private Document() {}

  /** Writes the value's fields. */
  interface Body {
    void writeTo(JsonGenerator generator) throws IOException;
  }

  /** Indented JSON. */
  static String json(Body body) {
    return escaped(text(new JsonFactory(), body), Document::jsonEscape);
  }

  static String yaml(Body body) {
    String yaml =
        text(
            YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .stringQuotingChecker(new Quoting())
                .build(),
            body);
    return escaped(yaml, Document::yamlEscape);
  }

  /** Times and numbers that are strings stay strings, whoever reads them: as kubectl does it. */
  private static final class Quoting extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value)
          || "0123456789+-.".indexOf(value.charAt(0)) >= 0
          || UNSEEN.matcher(value).find(); // an escape is one only in quotes
    }
  }

  private static String text(JsonFactory factory, Body body) {
    var text = new StringWriter();
    try (JsonGenerator generator = factory.createGenerator(text)) {
      generator.setPrettyPrinter(LAYOUT.createInstance());
      body.writeTo(generator);
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
    return text.toString().stripTrailing();
  }

  /**
   * The same value, with nothing in it that a terminal would obey. In YAML, a value that also has
   * several lines keeps the escape as text: there it stands in a block, which knows none.
   */
  private static String escaped(String text, IntFunction<String> escape) {
    return UNSEEN
        .matcher(text)
        .replaceAll(
            unseen -> Matcher.quoteReplacement(escape.apply(unseen.group().codePointAt(0))));
  }

  private static String jsonEscape(int character) {
    return new String(Character.toChars(character))
        .chars()
        .mapToObj("\\u%04X"::formatted)
        .collect(Collectors.joining());
  }

  private static String yamlEscape(int character) {
    return (Character.isBmpCodePoint(character) ? "\\u%04X" : "\\U%08X").formatted(character);
  }
}
