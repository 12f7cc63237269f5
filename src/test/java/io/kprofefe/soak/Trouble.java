package io.kprofefe.soak;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** What befalls the registry during one run. */
enum Trouble {
  NONE {
    @Override
    void befall(RestartedRegistry registry, Ledger ledger) {
      // A calm run.
    }
  },
  RESTARTED {
    @Override
    void befall(RestartedRegistry registry, Ledger ledger)
        throws IOException, InterruptedException {
      ledger.awaitMore(INTO_THE_RUN);
      registry.restart();
    }
  },
  AWAY {
    @Override
    void befall(RestartedRegistry registry, Ledger ledger) {
      registry.away(true);
    }
  },
  AWAY_AT_FIRST {
    @Override
    void befall(RestartedRegistry registry, Ledger ledger) throws InterruptedException {
      registry.away(true);
      ledger.awaitMore(INTO_THE_RUN);
      Thread.sleep(AT_LEAST);
      registry.away(false);
    }
  };

  /** Profiles that pods handed out. */
  private static final int INTO_THE_RUN = 10;

  /** In ms: a profile is tried for a while. */
  private static final int AT_LEAST = 4000;

  abstract void befall(RestartedRegistry registry, Ledger ledger)
      throws IOException, InterruptedException;

  /** Twice restarted, and away from before the middle until after it. */
  static Trouble ofRun(int run, int runs) {
    if (run == runs / 4 || run == 3 * runs / 4) {
      return RESTARTED;
    }
    if (run == runs / 2) {
      return AWAY;
    }
    return run == runs / 2 + 1 ? AWAY_AT_FIRST : NONE;
  }

  /** It is over when that is done, for the registry too. */
  Future<?> start(RestartedRegistry registry, Ledger ledger) {
    var task =
        new FutureTask<>(
            (Callable<Trouble>)
                () -> {
                  befall(registry, ledger);
                  return this;
                });
    Thread.ofVirtual().name("trouble").start(task);
    return task;
  }
}
