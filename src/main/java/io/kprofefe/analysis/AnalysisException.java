package io.kprofefe.analysis;

/**
 * Profiles that are sound one by one do not go together. The message is a sentence for a person.
 */
public final class AnalysisException extends Exception {

  private static final long serialVersionUID = 1L;

  public AnalysisException(String message) {
    super(message);
  }
}
