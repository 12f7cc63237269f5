package io.kprofefe.cli;

/**
 * What a word can become.
 *
 * @param description beside it, where the shell shows that; may be empty
 */
record CompletionCandidate(String word, String description) {

  /** A word that speaks for itself. */
  static CompletionCandidate of(String word) {
    return new CompletionCandidate(word, "");
  }

  /** The same behind what is there already. */
  CompletionCandidate after(String before) {
    return new CompletionCandidate(before + word, description);
  }

  /** As a line of the protocol. */
  String line() {
    return description.isEmpty() ? word : word + "\t" + description;
  }
}
