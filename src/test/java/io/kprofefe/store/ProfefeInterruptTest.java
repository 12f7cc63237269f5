package io.kprofefe.store;

import static io.kprofefe.store.Deliveries.LARGE;
import static io.kprofefe.store.Deliveries.SMALL;
import static io.kprofefe.store.Deliveries.STORED;
import static io.kprofefe.store.Deliveries.failure;
import static io.kprofefe.store.Deliveries.store;
import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that ends while a profile is on its way. */
@Timeout(120)
class ProfefeInterruptTest {

  @Test
  void a_run_that_has_ended_sends_nothing() throws Exception {
    try (var registry = FaultServer.that(answer(200, STORED))) {
      ProfefeStore store = store(registry.uri());

      ProfileFailure failure =
          onVirtualThread(() -> {
            Thread.currentThread().interrupt();
            return failure(store, SMALL);
          });

      assertEquals(Outcome.CANCELLED, failure.outcome());
      assertEquals(0, registry.connections());
    }
  }

  @Test
  void a_run_that_ends_before_the_body_was_sent_cancels_it() throws Exception {
    var reached = new CountDownLatch(1);
    Fault readsTheHead =
        caller -> {
          caller.readHead();
          reached.countDown();
          new CountDownLatch(1).await();
        };
    try (var registry = FaultServer.that(readsTheHead)) {
      ProfileFailure failure = interruptedWhen(reached, store(registry.uri()), LARGE);

      assertEquals(Outcome.CANCELLED, failure.outcome());
    }
  }

  @Test
  void a_run_that_ends_before_the_answer_leaves_it_unknown() throws Exception {
    var reached = new CountDownLatch(1);
    try (var registry = FaultServer.that(Fault.silence(reached))) {
      ProfileFailure failure = interruptedWhen(reached, store(registry.uri()), SMALL);

      assertEquals(Outcome.UNKNOWN, failure.outcome());
      assertEquals(
          "the run ended before " + registry.uri() + " answered: it may be stored",
          failure.reason());
    }
  }

  private static ProfileFailure interruptedWhen(
      CountDownLatch reached, ProfefeStore store, byte[] bytes) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ProfileFailure> failure = threads.submit(() -> failure(store, bytes));
      assertTrue(reached.await(60, TimeUnit.SECONDS));
      threads.shutdownNow();
      return failure.get();
    }
  }

  private static ProfileFailure onVirtualThread(Callable<ProfileFailure> task) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(task).get();
    }
  }
}
