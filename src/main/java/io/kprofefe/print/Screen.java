package io.kprofefe.print;

import java.io.PrintStream;

/**
 * Standard error: lines that stay, and below them, on a terminal, one that changes. Safe for use by
 * many threads: a log line never lands in the middle of a progress bar.
 */
public final class Screen {

  private static final String ERASE_LINE = "\r\u001b[2K";

  private final PrintStream stream;
  private final boolean terminal;
  private String status = "";

  public Screen(PrintStream stream, boolean terminal) {
    this.stream = stream;
    this.terminal = terminal;
  }

  /** Writes lines that stay. */
  public synchronized void say(String lines) {
    String below = status;
    erase();
    stream.println(lines);
    stream.flush();
    status(below);
  }

  /** Puts this in place of the changing line; nothing where it could not change. */
  public synchronized void status(String line) {
    if (terminal && !line.equals(status)) {
      erase();
      stream.print(line);
      stream.flush();
      status = line;
    }
  }

  /** Leaves no trace of the changing line. */
  public synchronized void erase() {
    if (!status.isEmpty()) {
      stream.print(ERASE_LINE);
      stream.flush();
      status = "";
    }
  }

  /** Whether a changing line is seen by anybody. */
  public boolean isTerminal() {
    return terminal;
  }
}
