package io.kprofefe.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody meant: picocli's own guess is not always the nearest. */
final class Nearest {

  private Nearest() {}

  /** The name with the fewest characters to change, when those are a third of it at most. */
  static Optional<String> to(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(word, name) * 3 <= name.length())
        .min(Comparator.comparingInt(name -> distance(word, name)));
  }

  /** Characters to insert, remove or replace (Levenshtein). */
  private static int distance(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[to.length()];
  }
}
