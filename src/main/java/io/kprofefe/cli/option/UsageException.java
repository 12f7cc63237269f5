package io.kprofefe.cli.option;

/** The command line or the environment says something that cannot be done. Exit code 64. */
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the option, the value and what is allowed; fit for a terminal
   */
  public UsageException(String message) {
    super(message);
  }
}
