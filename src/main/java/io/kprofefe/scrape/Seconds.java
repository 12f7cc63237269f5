package io.kprofefe.scrape;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations for a person's eyes. */
final class Seconds {

  private Seconds() {}

  /** Such as {@code 15 s} or {@code 0.25 s}. */
  static String shown(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return seconds.toPlainString() + " s";
  }
}
