package io.kprofefe.target;

import java.util.Locale;

/** How a run reaches pods. */
public enum Via {
  /** At their own addresses. */
  DIRECT,
  /** Through the API server, which dials the pod's loopback: no address of a pod is. */
  PORT_FORWARD;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
