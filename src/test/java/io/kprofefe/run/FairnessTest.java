package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.testing.MemorySink;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.Targets;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One namespace with a thousand hung pods, and another with five good ones. */
@Timeout(120)
class FairnessTest {

  private static final int HUNG = 1000;
  private static final int GOOD = 5;

  private final byte[] heap = Profiles.at(Instant.now());
  private final CountDownLatch goodOnesStored = new CountDownLatch(GOOD);

  @Test
  void pods_that_never_answer_do_not_keep_another_namespace_waiting_for_a_connection() {
    assertGoodOnesDoNotWait(profile(heap).behind(goodOnesStored), 40, 1000);
  }

  @Test
  void pods_whose_bodies_never_end_do_not_keep_another_namespace_waiting_for_its_body() {
    PprofServer.Handler unending =
        caller -> {
          caller.send("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(heap.length));
          goodOnesStored.await();
          caller.send(heap);
        };
    assertGoodOnesDoNotWait(unending, 2000, 40);
  }

  /** The hung ones come to life when the good ones are stored: so none of them was waited for. */
  private void assertGoodOnesDoNotWait(PprofServer.Handler hung, int connections, int bodies) {
    try (var hanging = PprofServer.with(HUNG).serving("heap", hung);
        var healthy = PprofServer.with(GOOD).serving("heap", profile(heap))) {
      var sink =
          new MemorySink(
              "memory",
              profile -> {
                if (profile.labels().value("pod").orElseThrow().startsWith("good")) {
                  goodOnesStored.countDown();
                }
              });
      var run = TestRun.overNobody().to(sink).bounds(connections, bodies, 32).namespaceRatio(0.75);
      with(run, "noisy", "hung", hanging);
      with(run, "shop", "good", healthy);
      assertEquals(Map.of(Outcome.STORED, HUNG + GOOD), run.run().counts(HEAP));
    }
  }

  private static void with(TestRun run, String namespace, String name, PprofServer pods) {
    int number = 0;
    for (InetSocketAddress address : pods.addresses()) {
      String pod = name + number++;
      run.with(pod, Targets.at(namespace, pod, address, HEAP));
    }
  }

  @Test
  void a_free_slot_goes_to_the_namespace_that_holds_least() throws Exception {
    var slots = new FairSlots(2, 2);
    var order = new ConcurrentLinkedQueue<String>();
    Slot first = slots.take("noisy");
    Slot second = slots.take("noisy");
    List<Thread> waiting =
        Stream.of("noisy", "noisy", "shop").map(tenant -> waits(slots, tenant, order)).toList();
    first.close();
    waiting.getLast().join();
    assertEquals(List.of("shop"), List.copyOf(order).subList(0, 1));
    second.close();
    joinAll(waiting);
  }

  @Test
  void nobody_gains_by_coming_first() throws Exception {
    var slots = new FairSlots(1, 1);
    var order = new ConcurrentLinkedQueue<String>();
    Slot held = slots.take("shop");
    List<String> came = IntStream.range(0, 50).mapToObj(number -> "web-" + number).toList();
    List<Thread> waiting = came.stream().map(pod -> waits(slots, "shop", pod, order)).toList();
    held.close();
    joinAll(waiting);
    assertNotEquals(came, List.copyOf(order));
    assertEquals(Set.copyOf(came), Set.copyOf(order));
  }

  @Test
  void a_namespace_gets_no_more_than_its_share_while_slots_are_free() throws Exception {
    var slots = new FairSlots(4, 3);
    var order = new ConcurrentLinkedQueue<String>();
    Slot held = slots.take("noisy");
    slots.take("noisy");
    slots.take("noisy");
    Thread fourth = waits(slots, "noisy", order);
    slots.take("shop").close();
    assertEquals(List.of(), List.copyOf(order));
    held.close();
    fourth.join();
    assertEquals(List.of("noisy"), List.copyOf(order));
  }

  @Test
  void a_close_turns_away_who_waits_and_who_comes_later() throws Exception {
    var slots = new FairSlots(1, 1);
    var order = new ConcurrentLinkedQueue<String>();
    Slot held = slots.take("shop");
    Thread waiting = waits(slots, "shop", order);
    slots.close("the deadline came first");
    waiting.join();
    assertEquals(List.of("the deadline came first"), List.copyOf(order));
    held.close();
    var late = assertThrows(ProfileFailure.class, () -> slots.take("shop"));
    assertEquals(Outcome.CANCELLED, late.outcome());
  }

  private static Thread waits(FairSlots slots, String tenant, Queue<String> order) {
    return waits(slots, tenant, tenant, order);
  }

  /** Says its name once it has a slot, or why it got none; waits by now. */
  private static Thread waits(FairSlots slots, String tenant, String name, Queue<String> order) {
    Thread thread =
        Thread.startVirtualThread(() -> {
          try (var _ = slots.take(tenant)) {
            order.add(name);
          } catch (ProfileFailure turnedAway) {
            order.add(turnedAway.reason());
          }
        });
    return Threads.awaitWaiting(thread);
  }

  private static void joinAll(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
