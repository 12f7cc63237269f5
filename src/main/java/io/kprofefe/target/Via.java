package io.kprofefe.target;

import java.util.List;
import java.util.Locale;

/** How a target is reached. */
public enum Via {
  /** At its own address. */
  DIRECT,
  /** Through the API server, which dials the pod's loopback: no address of a pod is. */
  PORT_FORWARD,
  /** It is the API server, or is asked by it on our behalf. */
  API_SERVER;

  /** What can be said of pods. */
  public static final List<Via> TO_PODS = List.of(DIRECT, PORT_FORWARD);

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
