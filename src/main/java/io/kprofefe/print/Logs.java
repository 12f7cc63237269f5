package io.kprofefe.print;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that is logged, ours and the libraries', as lines on standard error. */
public final class Logs {

  /** Held here: the logging system forgets the level of a logger that nobody holds. */
  private static final Logger OURS = Logger.getLogger("io.kprofefe");

  private Logs() {}

  /**
   * From here on logs go to the screen.
   *
   * @param verbose our own steps and the libraries' news too, with stack traces
   */
  public static void to(Screen screen, LogFormat format, boolean verbose) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(verbose ? Level.INFO : Level.WARNING);
    OURS.setLevel(verbose ? Level.FINE : Level.INFO);
    root.addHandler(new ToScreen(screen, new LogLine(format, verbose)));
  }

  /** From here on nobody is told anything. */
  public static void nowhere() {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
  }

  private static final class ToScreen extends Handler {

    private final Screen screen;
    private final LogLine line;

    ToScreen(Screen screen, LogLine line) {
      this.screen = screen;
      this.line = line;
    }

    @Override
    public void publish(LogRecord news) {
      screen.say(line.format(news));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
