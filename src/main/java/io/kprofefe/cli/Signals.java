package io.kprofefe.cli;

import io.kprofefe.run.ExitCode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGINT and SIGTERM, while something runs that wants to end in order: the first one asks for it, a
 * second one ends the process at once. Closing gives the signals back.
 */
final class Signals implements AutoCloseable {

  private static final Signal INTERRUPT = new Signal("INT");
  private static final Signal TERMINATE = new Signal("TERM");

  private final AtomicBoolean asked = new AtomicBoolean();
  private final Consumer<ExitCode> end;
  private final SignalHandler interruptBefore;
  private final SignalHandler terminateBefore;

  /**
   * @param end is told of the first signal, on a thread of its own
   */
  Signals(Consumer<ExitCode> end) {
    this.end = end;
    this.interruptBefore = Signal.handle(INTERRUPT, _ -> received(ExitCode.INTERRUPTED));
    this.terminateBefore = Signal.handle(TERMINATE, _ -> received(ExitCode.TERMINATED));
  }

  @Override
  public void close() {
    Signal.handle(INTERRUPT, interruptBefore);
    Signal.handle(TERMINATE, terminateBefore);
  }

  private void received(ExitCode signal) {
    if (asked.getAndSet(true)) {
      Runtime.getRuntime().halt(signal.code());
    }
    end.accept(signal);
  }
}
