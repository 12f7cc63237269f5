package io.kprofefe.kubernetes;

import java.util.Objects;

/** Pods cannot be listed. The message is a sentence for a person: what happened, what to do. */
public final class ListingException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whether another try can help; of several, the first here is what a run ends with. */
  public enum Problem {
    /** The API server says 401 or 403. */
    DENIED,
    /** The API server is away, or too busy for all tries. */
    TRANSIENT,
    /** What was asked, or whom, is wrong: a selector, an address, a certificate. */
    FAILED
  }

  private final Problem problem;

  public ListingException(Problem problem, String sentence) {
    super(sentence);
    this.problem = problem;
  }

  public ListingException(Problem problem, String sentence, Throwable cause) {
    super(sentence, cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** The sentence for a person. */
  public String sentence() {
    return Objects.requireNonNull(getMessage());
  }
}
