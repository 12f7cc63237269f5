package io.kprofefe.target;

import java.util.Locale;

/** How an endpoint speaks. */
public enum Scheme {
  HTTP,
  HTTPS;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
