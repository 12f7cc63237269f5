package io.kprofefe.registry;

/** Text in double quotes as Go's {@code %q} writes it: Profefe's errors quote the request so. */
final class GoQuoted {

  private GoQuoted() {}

  static String of(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> append(quoted, character));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int character) {
    switch (character) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case 0x07 -> quoted.append("\\a");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case 0x0b -> quoted.append("\\v");
      default -> {
        if (isPrint(character)) {
          quoted.appendCodePoint(character);
        } else if (character < ' ' || character == 0x7f) {
          quoted.append("\\x%02x".formatted(character));
        } else if (character <= 0xffff) {
          quoted.append("\\u%04x".formatted(character));
        } else {
          quoted.append("\\U%08x".formatted(character));
        }
      }
    }
  }

  /** Letters, marks, numbers, punctuation, symbols, and of the blanks only the plain one. */
  private static boolean isPrint(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }
}
