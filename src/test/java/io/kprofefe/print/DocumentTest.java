package io.kprofefe.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\n]]");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "a\u202eb",
        "a\u009b31m",
        "\u200bzero",
        "line\u2028end",
        "tag\udb40\udc41",
        "quote\"\\\u202e",
        "plain …",
      })
  void a_value_is_the_same_and_nothing_in_it_moves_a_terminal(String value) throws IOException {
    String json = Document.json(body(value));
    String yaml = Document.yaml(body(value));

    assertEquals(value, new ObjectMapper().readTree(json).get("id").asText());
    assertEquals(value, new ObjectMapper(new YAMLFactory()).readTree(yaml).get("id").asText());
    assertFalse(UNSEEN.matcher(json + yaml).find(), json + yaml);
  }

  @Test
  void several_lines_in_yaml_move_no_terminal_either() throws IOException {
    String yaml = Document.yaml(body("first\nsecond\u202e"));

    assertFalse(UNSEEN.matcher(yaml).find(), yaml);
    assertEquals(
        "first\nsecond\\u202E",
        new ObjectMapper(new YAMLFactory()).readTree(yaml).get("id").asText());
  }

  private static Document.Body body(String value) {
    return generator -> {
      generator.writeStartObject();
      generator.writeStringField("id", value);
      generator.writeEndObject();
    };
  }
}
