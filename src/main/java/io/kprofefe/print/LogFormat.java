package io.kprofefe.print;

import java.util.Locale;

/** What log lines are written as. */
public enum LogFormat {
  TEXT,
  JSON;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
