package io.kprofefe.profile;

import java.util.Locale;

/**
 * How the way of one profile ended: a fixed word, in the metrics and in the report. Declared from
 * the best to the worst delivery, so that of several sinks the worst counts.
 */
public enum Outcome {
  /** A store took it and gave it an id. */
  STORED(Blame.NOBODY, "a store has it and gave it an id"),
  /** A valid pprof without a sample; normal for {@code mutex} and {@code block}. */
  EMPTY(Blame.NOBODY, "valid, but without samples: not pushed, no failure"),
  /** A store has no use for it; said before it is sent. */
  DECLINED(Blame.NOBODY, "not for this store, by what it is: not sent, no failure"),
  /** Kept for the next run. */
  SPOOLED(Blame.SINK, "kept in the spool for the next run"),

  UNREACHABLE(Blame.TARGET, "nobody answered at the pod's address: refused, reset, no route"),
  TIMEOUT(Blame.TARGET, "no whole answer within the profile's seconds and the margin"),
  HTTP_STATUS(Blame.TARGET, "a status other than 200"),
  BUSY(Blame.TARGET, "somebody else takes a CPU profile of it already"),
  REDIRECT(Blame.TARGET, "a redirect, which is never followed"),
  TLS(Blame.TARGET, "the TLS handshake or the name check failed"),
  TOO_LARGE(Blame.TARGET, "over the limit, as sent or decoded"),
  INVALID(Blame.TARGET, "not a whole, sound profile; the reason says what it looks like"),
  SKEWED(Blame.TARGET, "its own time is off by more than the skew allowed"),

  UNDELIVERED(Blame.SINK, "the store was never able to take it; nothing is stored"),
  REJECTED(Blame.SINK, "the store refused it"),
  UNKNOWN(Blame.SINK, "the connection was lost after it was sent: it may be stored"),
  CANCELLED(Blame.RUN, "the run's deadline or a signal came first");

  /** Who has to look into it. */
  public enum Blame {
    NOBODY,
    TARGET,
    SINK,
    RUN
  }

  private final Blame blame;
  private final String meaning;

  Outcome(Blame blame, String meaning) {
    this.blame = blame;
    this.meaning = meaning;
  }

  /** The word in metrics, reports and documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Blame blame() {
    return blame;
  }

  /** One line for a reader of the README. */
  public String meaning() {
    return meaning;
  }

  /** Whether it counts against {@code --max-failure-ratio}. A spooled profile is not lost. */
  public boolean isFailure() {
    return blame != Blame.NOBODY && this != SPOOLED;
  }
}
