package io.kprofefe.credential;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Secrets that a server was shown, to be known again in what comes back: whole, or cut short as
 * long texts are.
 */
final class ShownSecrets {

  /** So many characters of a secret in a row are no chance; of a shorter secret, all of them. */
  private static final int PIECE = 16;

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final Set<String> shorter = ConcurrentHashMap.newKeySet();
  private final Set<String> pieces = ConcurrentHashMap.newKeySet();

  void add(String secret) {
    if (!secrets.add(secret)) {
      return;
    }
    String folded = folded(secret);
    if (folded.length() < PIECE) {
      shorter.add(folded);
    } else {
      pieces(folded).forEach(pieces::add);
    }
  }

  /** Whether the text holds one; upper and lower case are the same, as in {@code %2F}. */
  boolean areIn(String text) {
    String folded = folded(text);
    return shorter.stream().anyMatch(folded::contains)
        || (!pieces.isEmpty() && pieces(folded).anyMatch(pieces::contains));
  }

  private static Stream<String> pieces(String text) {
    return IntStream.rangeClosed(0, text.length() - PIECE)
        .mapToObj(at -> text.substring(at, at + PIECE));
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
