package io.kprofefe.store.objects.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RenewedKeysTest {

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final AtomicInteger asked = new AtomicInteger();
  private final ArrayDeque<NoKeys> failures = new ArrayDeque<>();
  private Instant now = START;
  private Duration lasting = Duration.ofHours(1);

  private final RenewedKeys keys = new RenewedKeys(this::given, () -> now);

  @Test
  void keys_are_asked_for_once_until_five_minutes_before_their_end() throws NoKeys {
    assertEquals("1", keys.keys().id());
    now = START.plus(Duration.ofMinutes(54));
    assertEquals("1", keys.keys().id());
    now = START.plus(Duration.ofMinutes(56));
    assertEquals("2", keys.keys().id());
  }

  @Test
  void short_ones_are_renewed_in_half_their_time() throws NoKeys {
    lasting = Duration.ofMinutes(4);

    assertEquals("1", keys.keys().id());
    now = START.plusSeconds(119);
    assertEquals("1", keys.keys().id());
    now = START.plusSeconds(121);
    assertEquals("2", keys.keys().id());
  }

  @Test
  void what_cannot_be_renewed_serves_to_its_end_and_is_tried_again_now_and_then() throws NoKeys {
    keys.keys();
    failures.addAll(List.of(NoKeys.now("away"), NoKeys.now("still away")));

    now = START.plus(Duration.ofMinutes(56));
    assertEquals("1", keys.keys().id());
    assertEquals("1", keys.keys().id());
    assertEquals(2, asked.get());
    now = now.plusSeconds(31);
    assertEquals("1", keys.keys().id());
    assertEquals(3, asked.get());
    now = now.plusSeconds(31);
    assertEquals("4", keys.keys().id());
  }

  @Test
  void after_their_end_they_do_not() throws NoKeys {
    keys.keys();
    failures.add(NoKeys.now("away"));
    now = START.plus(Duration.ofMinutes(61));

    assertEquals("away", assertThrows(NoKeys.class, keys::keys).reason());
  }

  @Test
  void many_at_once_ask_once() throws Exception {
    var begin = new CountDownLatch(1);
    Callable<Keys> asking =
        () -> {
          begin.await();
          return keys.keys();
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = IntStream.range(0, 50).mapToObj(_ -> threads.submit(asking)).toList();
      begin.countDown();
      for (var one : all) {
        assertEquals("1", one.get().id());
      }
    }
    assertEquals(1, asked.get());
  }

  private Keys given() throws NoKeys {
    int time = asked.incrementAndGet();
    NoKeys failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    return new Keys(Integer.toString(time), "s", Optional.empty(), Optional.of(now.plus(lasting)));
  }
}
