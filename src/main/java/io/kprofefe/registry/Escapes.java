package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Percent escapes as Go's {@code net/url} reads them, and its words for broken ones. */
final class Escapes {

  private Escapes() {}

  /** A percent sign that two hex digits do not follow. */
  static final class BrokenEscape extends Exception {

    private static final long serialVersionUID = 1L;

    private BrokenEscape(String escape) {
      super("invalid URL escape " + GoQuoted.of(escape));
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** A name or a value of a query: a plus is a blank. */
  static String inQuery(String text) throws BrokenEscape {
    return unescaped(text.replace('+', ' '), text);
  }

  /** A segment of a path: a plus is a plus. */
  static String inPath(String text) throws BrokenEscape {
    return unescaped(text, text);
  }

  private static String unescaped(String text, String shown) throws BrokenEscape {
    byte[] bytes = text.getBytes(UTF_8);
    var plain = new ByteArrayOutputStream(bytes.length);
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] != '%') {
        plain.write(bytes[at]);
      } else if (at + 2 < bytes.length && hex(bytes[at + 1]) >= 0 && hex(bytes[at + 2]) >= 0) {
        plain.write(hex(bytes[at + 1]) << 4 | hex(bytes[at + 2]));
        at += 2;
      } else {
        int end = Math.min(at + 3, bytes.length);
        throw new BrokenEscape(new String(shown.getBytes(UTF_8), at, end - at, UTF_8));
      }
    }
    return plain.toString(UTF_8);
  }

  private static int hex(byte digit) {
    return digit < 0 ? -1 : Character.digit(digit, 16);
  }
}
