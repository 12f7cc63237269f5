package io.kprofefe.analysis;

import java.util.Optional;

/**
 * Which samples are looked at, as pprof's {@code -focus} and {@code -ignore} say it: those that
 * have the one in a frame's function, file or binary, and the other in none.
 *
 * @param focus all, when empty
 * @param ignore none, when empty
 */
public record NameFilter(Optional<NamePattern> focus, Optional<NamePattern> ignore) {

  public static final NameFilter NONE = new NameFilter(Optional.empty(), Optional.empty());

  /** What a location does to the samples that it is in. */
  enum Verdict {
    WANTED,
    /** It is neither looked for nor to be ignored. */
    NONE,
    IGNORED
  }

  boolean isNone() {
    return focus.isEmpty() && ignore.isEmpty();
  }
}
