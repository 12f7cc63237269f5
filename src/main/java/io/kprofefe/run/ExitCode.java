package io.kprofefe.run;

/** What the run tells Kubernetes: the code, and whether another try can help. */
public enum ExitCode {
  OK(0, "ran; failures within --max-failure-ratio, or nothing to profile"),
  USAGE(64, "usage or configuration"),
  PARTIAL(70, "more failed than tolerated, or the run's deadline passed"),
  TRANSIENT(75, "API server or registry away, and nothing was stored: another try can help"),
  DENIED(77, "the API server or the registry says 401 or 403"),
  INTERRUPTED(130, "SIGINT"),
  TERMINATED(143, "SIGTERM");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /** One line for a reader of the README. */
  public String meaning() {
    return meaning;
  }
}
