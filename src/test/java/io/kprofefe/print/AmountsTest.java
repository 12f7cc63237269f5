package io.kprofefe.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and durations as a person reads them. */
class AmountsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "734, 734 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "2162, 2.2 kB",
    "9949, 9.9 kB",
    "9950, 10 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "1100000, 1.1 MB",
    "9223372036854775807, 9.2 EB",
  })
  void sizes_have_two_digits_that_matter(long bytes, String shown) {
    assertEquals(shown, Amounts.size(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "449, 0.4 s",
    "31200, 31.2 s",
    "59949, 59.9 s",
    "59950, 1 min 0 s",
    "483000, 8 min 3 s",
    "7500000, 2 h 5 min",
  })
  void durations_are_as_exact_as_it_matters(long millis, String shown) {
    assertEquals(shown, Amounts.duration(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({
    "nanoseconds, 10000000, 10 ms",
    "nanoseconds, 31200000000, 31.20 s",
    "nanoseconds, 1500, 2 µs",
    "nanoseconds, 0, 0",
    "bytes, -2162, -2.2 kB",
    "count, 12345, 12345",
    "'', 7, 7",
  })
  void values_of_a_profile_are_shown_in_their_unit(String unit, long value, String shown) {
    assertEquals(shown, Amounts.of(value, unit));
  }
}
