package io.kprofefe.kubernetes;

import java.util.regex.Pattern;

/** What an API server or its TLS says, made fit for a sentence and a terminal. */
final class OneLine {

  private static final int LONGEST = 256;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Zl}\\p{Zp}]+");

  /** Control, bidirectional, zero-width and other characters that nobody sees. */
  private static final Pattern UNSEEN = Pattern.compile("\\p{C}");

  private OneLine() {}

  /** The text with its line breaks as blanks, what is unseen escaped, cut where it is too long. */
  static String of(String text) {
    String line = BLANKS.matcher(text).replaceAll(" ").strip();
    String seen =
        UNSEEN.matcher(line).replaceAll(one -> "\\\\u%04X".formatted(one.group().codePointAt(0)));
    return seen.length() > LONGEST ? seen.substring(0, LONGEST - 1) + "…" : seen;
  }
}
