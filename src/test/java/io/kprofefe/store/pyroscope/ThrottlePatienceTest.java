package io.kprofefe.store.pyroscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.store.Undelivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ThrottlePatienceTest {

  private final List<Duration> waits = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_waits_grow_to_eight_seconds_and_end_within_a_minute(long seed) {
    var patience = new ThrottlePatience(new Random(seed), waits::add);

    var failure = assertThrows(ProfileFailure.class, () -> patience.untilTaken(this::throttled));

    assertEquals(Outcome.UNDELIVERED, failure.outcome());
    assertEquals("too much, in " + (waits.size() + 1) + " tries", failure.reason());
    for (int i = 0; i < waits.size(); i++) {
      long most = Math.min(8000, 500L << i);
      long wait = waits.get(i).toMillis();
      assertTrue(most / 2 <= wait && wait <= most, waits::toString);
    }
    long all = waits.stream().mapToLong(Duration::toMillis).sum();
    assertTrue(all > 50_000 && all <= 60_000, waits::toString);
  }

  @Test
  void the_end_of_patience_is_not_tried_again_by_who_tries_what_was_undelivered() {
    var patience = new ThrottlePatience(new Random(1), waits::add);

    var failure = assertThrows(ProfileFailure.class, () -> patience.untilTaken(this::throttled));

    assertFalse(failure instanceof Undelivered);
  }

  @Test
  void a_gateway_that_says_how_long_is_heeded() {
    var patience = new ThrottlePatience(new Random(1), waits::add);

    assertThrows(
        ProfileFailure.class,
        () ->
            patience.untilTaken(() -> {
              throw new Throttled("too much", Optional.of(Duration.ofSeconds(25)));
            }));

    assertEquals(List.of(Duration.ofSeconds(25), Duration.ofSeconds(25)), waits);
  }

  @Test
  void the_runs_end_interrupts_the_wait() {
    var patience =
        new ThrottlePatience(
            new Random(1),
            wait -> {
              throw new InterruptedException();
            });

    var failure = assertThrows(ProfileFailure.class, () -> patience.untilTaken(this::throttled));

    assertEquals(Outcome.CANCELLED, failure.outcome());
    assertEquals("the run ended before another try: too much", failure.reason());
    assertTrue(Thread.interrupted());
  }

  private StoredProfile throttled() throws ProfileFailure {
    throw new Throttled("too much", Optional.empty());
  }
}
