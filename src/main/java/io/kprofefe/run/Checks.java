package io.kprofefe.run;

import io.kprofefe.profile.ProfileFailure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * So many bodies are checked at once, first come, first served. A check computes and never waits,
 * so it has a thread that the system takes from its core when others want that: a virtual one would
 * keep it, and who reads the next body would be late for its time limit.
 */
final class Checks {

  /**
   * What a check remembers is in no budget; the worst profiles within all limits need most of it.
   */
  private static final long HEAP_FOR_EACH = 48 << 20;

  private static final long SECONDS_UNUSED = 1;

  private final ExecutorService threads;

  Checks(int atOnce) {
    var pool =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            SECONDS_UNUSED,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("check-", 1).factory());
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /** As many as this JVM can compute at once, and has memory for. */
  static Checks ofThisJvm() {
    var jvm = Runtime.getRuntime();
    return new Checks(atOnce(jvm.availableProcessors(), jvm.maxMemory()));
  }

  /**
   * @param heap in bytes, at most
   */
  static int atOnce(int processors, long heap) {
    return Math.clamp(heap / HEAP_FOR_EACH, 1, processors);
  }

  /** One check. */
  interface Check {
    Sound sound() throws ProfileFailure;
  }

  /** Waits for its turn, and for its end. */
  Sound done(Check check) throws ProfileFailure {
    var task = new FutureTask<>(check::sound);
    threads.execute(task);
    try {
      return task.get();
    } catch (ExecutionException thrown) {
      switch (thrown.getCause()) {
        case ProfileFailure failure -> throw failure;
        case RuntimeException bug -> throw bug;
        case null, default -> throw new IllegalStateException("a check died", thrown);
      }
    } catch (InterruptedException impossible) {
      throw new IllegalStateException("nobody interrupts who waits for a check", impossible);
    }
  }
}
