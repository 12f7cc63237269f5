package io.kprofefe.print;

import java.util.Locale;

/** What standard output is written as. */
public enum OutputFormat {
  /** For people: aligned columns. */
  TABLE,
  /** For people: all there is to say. */
  WIDE,
  JSON,
  YAML,
  /** For pipes: one name or id a line. */
  NAME;

  /** Whether a sentence may stand beside what was asked for. */
  public boolean isForPeople() {
    return this == TABLE || this == WIDE;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
