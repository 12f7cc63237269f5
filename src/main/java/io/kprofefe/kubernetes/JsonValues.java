package io.kprofefe.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads JSON once, from front to back. Each method stands on a value's first token and leaves the
 * parser on its last; a value of another kind than expected counts as absent.
 */
final class JsonValues {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Reads the value of the field of this name. */
  interface Field {
    void read(String name) throws IOException;
  }

  /** Reads one element of an array. */
  interface Element {
    void read() throws IOException;
  }

  private JsonValues() {}

  /** A parser on the first token of the body. */
  static JsonParser startOf(InputStream body) throws IOException {
    JsonParser json = FACTORY.createParser(body);
    json.nextToken();
    return json;
  }

  static void object(JsonParser json, Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      field.read(name);
    }
  }

  static void array(JsonParser json, Element element) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  /** The string; empty when there is none. */
  static String text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** The whole number; 0 when there is none. */
  static int number(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return json.getIntValue();
    }
    json.skipChildren();
    return 0;
  }

  static boolean isTrue(JsonParser json) throws IOException {
    boolean yes = json.currentToken() == JsonToken.VALUE_TRUE;
    json.skipChildren();
    return yes;
  }

  static Map<String, String> texts(JsonParser json) throws IOException {
    var texts = new LinkedHashMap<String, String>();
    object(json, name -> texts.put(name, text(json)));
    return texts;
  }
}
