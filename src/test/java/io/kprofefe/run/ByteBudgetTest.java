package io.kprofefe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ByteBudgetTest {

  private static final int LARGEST = 1000;

  @Test
  void bodies_that_all_grow_to_their_largest_at_once_all_come_to_their_end() throws Exception {
    int bodies = 50;
    var budget = new ByteBudget(5 * LARGEST, LARGEST, 0.75);
    var held = new AtomicLong();
    var most = new AtomicLong();
    var allHaveBegun = new CyclicBarrier(bodies);
    var ended = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < bodies; i++) {
        String tenant = "namespace-" + i % 3;
        ended.add(
            threads.submit(() -> {
              try (var share = budget.share(tenant)) {
                share.resize(10);
                held.addAndGet(10);
                allHaveBegun.await();
                for (int bytes = 110; bytes <= LARGEST; bytes += 100) {
                  share.resize(bytes);
                  most.accumulateAndGet(held.addAndGet(100), Math::max);
                }
                held.addAndGet(-910);
              }
              return null;
            }));
      }
    }
    for (Future<?> each : ended) {
      each.get();
    }
    assertTrue(most.get() <= 5 * LARGEST, most + " bytes at once");
    assertTrue(most.get() > LARGEST, "several at once, not one after the other");
  }

  @Test
  void a_body_waits_for_its_bytes_until_another_gives_them_back() throws Exception {
    var budget = new ByteBudget(3 * LARGEST, LARGEST, 1);
    var first = budget.share("shop");
    var second = budget.share("shop");
    first.resize(2 * LARGEST); // all that is shared
    second.resize(LARGEST); // what is set aside
    var third = budget.share("shop");
    Thread waiting = waits(third, 500);
    first.resize(LARGEST);
    waiting.join();
    third.close();
    second.close();
    first.close();
    budget.share("shop").resize(2 * LARGEST);
  }

  @Test
  void what_one_namespace_holds_leaves_room_for_another() throws Exception {
    var budget = new ByteBudget(5 * LARGEST, LARGEST, 0.75);
    var noisy = List.of(budget.share("noisy"), budget.share("noisy"), budget.share("noisy"));
    for (var share : noisy) {
      share.resize(LARGEST);
    }
    var favoured = budget.share("noisy");
    favoured.resize(LARGEST);
    Thread waiting = waits(budget.share("noisy"), 1);
    budget.share("shop").resize(LARGEST);
    Threads.awaitWaiting(waiting);
    favoured.close();
    waiting.join();
  }

  @Test
  void what_is_set_aside_goes_to_the_namespace_that_holds_least() throws Exception {
    var budget = new ByteBudget(5 * LARGEST, LARGEST, 0.75);
    budget.share("noisy").resize(3 * LARGEST);
    var favoured = budget.share("noisy");
    favoured.resize(LARGEST);
    budget.share("shop").resize(LARGEST / 2);
    Thread first = waits(budget.share("noisy"), LARGEST);
    Thread second = waits(budget.share("noisy"), LARGEST);
    Thread last = waits(budget.share("shop"), LARGEST);
    favoured.close();
    last.join();
    Threads.awaitWaiting(first);
    Threads.awaitWaiting(second);
  }

  @Test
  void what_is_set_aside_is_free_again_as_soon_as_there_is_room_elsewhere() throws Exception {
    var budget = new ByteBudget(2 * LARGEST, LARGEST, 1);
    var first = budget.share("shop");
    first.resize(LARGEST);
    var favoured = budget.share("shop");
    favoured.resize(LARGEST);
    first.close();
    budget.share("shop").resize(LARGEST);
  }

  @Test
  void a_close_turns_away_who_waits_and_who_comes_later() throws Exception {
    var budget = new ByteBudget(LARGEST, LARGEST, 1);
    budget.share("shop").resize(LARGEST);
    var share = budget.share("shop");
    var turnedAway =
        new FutureTask<>(() -> assertThrows(ProfileFailure.class, () -> share.resize(1)));
    Threads.awaitWaiting(Thread.startVirtualThread(turnedAway));
    budget.close("the deadline came first");
    assertEquals(Outcome.CANCELLED, turnedAway.get().outcome());
    assertEquals("the deadline came first", turnedAway.get().reason());
    assertThrows(ProfileFailure.class, () -> budget.share("shop").resize(1));
  }

  private static Thread waits(ByteBudget.Share share, long bytes) {
    return Threads.awaitWaiting(
        Thread.startVirtualThread(() -> {
          try {
            share.resize(bytes);
          } catch (ProfileFailure turnedAway) {
            throw new AssertionError(turnedAway);
          }
        }));
  }
}
