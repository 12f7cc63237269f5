package io.kprofefe.kubernetes;

import java.io.IOException;
import java.util.Objects;

/** A pod's node gave a {@link Forward} up, and said why. */
public final class ForwardLost extends IOException {

  private static final long serialVersionUID = 1L;

  private ForwardLost(String sentence) {
    super(sentence);
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
