package io.kprofefe.kubernetes;

/** What the API server is asked for, and how that is said to a person. */
interface Query {

  /** The path and query of the page that follows this token; the first follows the empty one. */
  String page(String token);

  /** What comes: {@code list of pods}. */
  String what();

  /** Completes "may not": {@code list pods in namespace shop}. */
  String action();

  /** Completes "needs": which right, and where it is found. */
  String right();

  /** Whether nothing is an answer as well. */
  default boolean mayBeAbsent() {
    return false;
  }
}
