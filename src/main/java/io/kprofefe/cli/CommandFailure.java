package io.kprofefe.cli;

/** A command could not do what was asked. Exit code 1. */
public final class CommandFailure extends Exception {

  /** Of every command but {@code collect}: failed, or not found. */
  public static final int CODE = 1;

  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, to whom, what to do; fit for a terminal
   */
  CommandFailure(String message) {
    super(message);
  }

  /**
   * @param message what happened, to whom, what to do; fit for a terminal
   */
  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
