package io.kprofefe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.store.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void a_profile_is_tried_three_times() {
    assertEquals(3, Backoff.standard(new Random(1)).tries());
  }

  @RepeatedTest(50)
  void the_wait_is_anything_up_to_a_limit_that_doubles(RepetitionInfo seed) {
    var backoff = Backoff.standard(new Random(seed.getCurrentRepetition()));

    assertBetween(Duration.ZERO, backoff.after(1, Optional.empty()), Duration.ofSeconds(1));
    assertBetween(Duration.ZERO, backoff.after(2, Optional.empty()), Duration.ofSeconds(2));
  }

  @Test
  void the_whole_range_is_used() {
    assertEquals(Duration.ZERO, lowest().after(1, Optional.empty()));
    assertEquals(Duration.ofSeconds(1), highest().after(1, Optional.empty()));
    assertEquals(Duration.ofSeconds(2), highest().after(2, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "3, 3, 4", "9, 9, 10", "10, 10, 10", "3600, 10, 10"})
  void retry_after_is_honoured_up_to_ten_seconds(int asked, int atLeast, int atMost) {
    var retryAfter = Optional.of(Duration.ofSeconds(asked));

    assertEquals(Duration.ofSeconds(atLeast), lowest().after(1, retryAfter));
    assertEquals(Duration.ofSeconds(atMost), highest().after(1, retryAfter));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "' 7 ', 7",
    "999999999, 999999999",
    "'Fri, 20 Nov 2026 12:00:05 GMT', 5",
    "'Fri, 20 Nov 2026 11:00:00 GMT', 0",
  })
  void retry_after_is_seconds_or_a_date(String header, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.of(header, NOON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "2026-11-20T12:00:05Z"})
  void what_is_neither_asks_for_nothing(String header) {
    assertEquals(Optional.empty(), RetryAfter.of(header, NOON));
  }

  private static void assertBetween(Duration least, Duration wait, Duration most) {
    assertTrue(wait.compareTo(least) >= 0 && wait.compareTo(most) <= 0, wait::toString);
  }

  /** A backoff that always waits as briefly as it may. */
  static Backoff lowest() {
    return Backoff.standard(always(bound -> 0));
  }

  private static Backoff highest() {
    return Backoff.standard(always(bound -> bound - 1));
  }

  private interface Choice {
    long below(long bound);
  }

  private static RandomGenerator always(Choice choice) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public long nextLong(long bound) {
        return choice.below(bound);
      }
    };
  }
}
