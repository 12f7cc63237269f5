package io.kprofefe.profile;

/** Text from a pod, an annotation or a server, made fit for logs, terminals and reports. */
public final class Untrusted {

  private static final int LONGEST = 256;

  private Untrusted() {}

  /**
   * The text on one line, at most 256 characters: control, format (bidirectional and zero-width
   * among them), unassigned and lone surrogate characters stand as {@code \}{@code uXXXX}; what is
   * cut is told by an ellipsis.
   */
  public static String shown(String text) {
    return shown(text, LONGEST);
  }

  /** The same however long it is, for what is used again, such as an id. */
  public static String whole(String text) {
    return shown(text, Integer.MAX_VALUE);
  }

  private static String shown(String text, int longest) {
    var shown = new StringBuilder(Math.min(text.length(), longest));
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      String piece = piece(character);
      if (shown.length() + piece.length() > longest - 1) {
        return shown.append('…').toString();
      }
      shown.append(piece);
      at += Character.charCount(character);
    }
    return shown.toString();
  }

  private static String piece(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          "\\u%04X".formatted(character);
      default -> Character.toString(character);
    };
  }
}
