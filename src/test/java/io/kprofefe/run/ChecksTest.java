package io.kprofefe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ChecksTest {

  private static final Sound SOUND = new Sound(Instant.EPOCH, Optional.empty());

  @ParameterizedTest(name = "{0} cores, {1} MiB: {2}")
  @CsvSource({"1, 128, 1", "2, 124, 2", "32, 124, 2", "64, 358, 7", "4, 4096, 4", "2, 16, 1"})
  void there_are_no_more_at_once_than_cores_and_memory_are_for(
      int processors, long mebibytes, int atOnce) {
    assertEquals(atOnce, Checks.atOnce(processors, mebibytes << 20));
  }

  @Test
  void what_computes_on_all_cores_keeps_nobody_else_from_running() throws Exception {
    int all = Runtime.getRuntime().availableProcessors();
    var checks = new Checks(all);
    var begun = new CountDownLatch(all);
    var read = new AtomicBoolean();
    try (ExecutorService targets = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < all; i++) {
        Future<?> _ = targets.submit(() -> checks.done(() -> spinUntil(read, begun)));
      }
      begun.await();
      Future<?> _ = targets.submit(() -> read.set(true));
    }
  }

  @Test
  void what_a_check_throws_reaches_who_waits_for_it() {
    var checks = new Checks(1);
    var failure = new ProfileFailure(Outcome.INVALID, "no profile");
    var bug = new IllegalArgumentException("ours");

    assertSame(
        failure,
        assertThrows(
            ProfileFailure.class,
            () ->
                checks.done(() -> {
                  throw failure;
                })));
    assertSame(
        bug,
        assertThrows(
            IllegalArgumentException.class,
            () ->
                checks.done(() -> {
                  throw bug;
                })));
  }

  private static Sound spinUntil(AtomicBoolean read, CountDownLatch begun) {
    begun.countDown();
    while (!read.get()) {
      Thread.onSpinWait();
    }
    return SOUND;
  }
}
