package io.kprofefe.store;

import java.io.IOException;

/** A store could not be read. The message is a sentence for a person. */
public final class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What a command does about it. */
  public enum Problem {
    /** No such profile. */
    NOT_FOUND,
    /** 401 or 403. */
    DENIED,
    /** Anything else: away, slow, broken, no answer we understand. */
    FAILED
  }

  private final Problem problem;

  public StoreException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public StoreException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
