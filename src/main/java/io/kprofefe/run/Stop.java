package io.kprofefe.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order to end a run early, and why. Given by anybody, at any time, also before the run begins;
 * the run does the rest. Safe for use by many threads.
 */
public final class Stop {

  /** Who gave the order. */
  public enum Cause {
    DEADLINE("the run's deadline came first"),
    SIGINT("the run was interrupted (SIGINT)"),
    SIGTERM("the run was told to end (SIGTERM)");

    private final String reason;

    Cause(String reason) {
      this.reason = reason;
    }

    /** For a person: why a profile was cancelled. */
    public String reason() {
      return reason;
    }
  }

  private final List<Runnable> actions = new ArrayList<>();
  private @Nullable Cause cause;

  /**
   * Ends the run. A signal after the deadline still counts as the signal; the rest changes nothing.
   */
  public void request(Cause by) {
    List<Runnable> due = accept(by);
    due.forEach(Runnable::run);
  }

  /** Empty while nobody gave the order. */
  public synchronized Optional<Cause> cause() {
    return Optional.ofNullable(cause);
  }

  /** To be done when the order is given, by who gives it; at once when it was given already. */
  public void whenRequested(Runnable action) {
    if (isTooLateFor(action)) {
      action.run();
    }
  }

  private synchronized List<Runnable> accept(Cause by) {
    if (cause == null || cause == Cause.DEADLINE) {
      cause = by;
    }
    List<Runnable> due = List.copyOf(actions);
    actions.clear();
    return due;
  }

  private synchronized boolean isTooLateFor(Runnable action) {
    if (cause == null) {
      actions.add(action);
      return false;
    }
    return true;
  }
}
