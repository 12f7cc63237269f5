package io.kprofefe.target;

import java.util.Arrays;
import java.util.Locale;

/** How an endpoint speaks. */
public enum Scheme {
  HTTP(80),
  HTTPS(443);

  private final int port;

  Scheme(int port) {
    this.port = port;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it is spoken when nobody says. */
  int port() {
    return port;
  }

  /**
   * What the pod says in this annotation; without it, HTTP.
   *
   * @param key the whole name
   */
  static Scheme of(Pod pod, String key) throws NotATarget {
    String said = pod.annotations().getOrDefault(key, HTTP.word());
    return Arrays.stream(values())
        .filter(scheme -> scheme.word().equals(said))
        .findFirst()
        .orElseThrow(() -> NotATarget.wrong(key, said, "http or https"));
  }
}
