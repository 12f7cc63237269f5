package io.kprofefe.kubernetes;

import java.io.IOException;
import java.util.Objects;

/** A {@link Forward} ended before its time: the pod's node gave it up, or nobody carries it. */
public final class ForwardLost extends IOException {

  private static final long serialVersionUID = 1L;

  private ForwardLost(String sentence) {
    super(sentence);
  }

  /** Without a word from the other side. */
  static ForwardLost brokenOff(Throwable cause) {
    var lost = new ForwardLost("the connection to the API server broke off");
    lost.initCause(cause);
    return lost;
  }

  /** The node names the same twice, its network namespace and both address families. */
  static ForwardLost saying(String message) {
    return new ForwardLost(
        message.contains("connection refused")
            ? "connection refused in the pod"
            : "its node says: " + OneLine.of(message));
  }

  /** For a person, without a full stop. */
  public String sentence() {
    return Objects.requireNonNull(getMessage());
  }
}
