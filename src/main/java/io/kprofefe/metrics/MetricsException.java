package io.kprofefe.metrics;

import java.io.IOException;

/**
 * A run's figures did not get where they should. Worth a warning and no more: the message is a
 * sentence for a person, without a full stop.
 */
public final class MetricsException extends IOException {

  private static final long serialVersionUID = 1L;

  public MetricsException(String message) {
    super(message);
  }

  public MetricsException(String message, Throwable cause) {
    super(message, cause);
  }
}
