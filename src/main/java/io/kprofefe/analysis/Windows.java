package io.kprofefe.analysis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Spans of time of one length, counted from 1970. A moment belongs to the one that ends then or
 * next, as in {@code rate(…[5m])}.
 *
 * @param length in whole seconds
 * @param to nothing is newer; the window that is under way then ends there, for Prometheus takes
 *     nothing from the future
 */
public record Windows(Duration length, Instant to) {

  long number(Instant time) {
    long seconds = time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
    return Math.ceilDiv(seconds, length.toSeconds());
  }

  Instant end(long number) {
    Instant end = Instant.ofEpochSecond(number * length.toSeconds());
    return end.isAfter(to) ? lastMilli() : end;
  }

  /** The window is over. */
  boolean isOver(Instant end) {
    return number(end) * length.toSeconds() <= to.getEpochSecond();
  }

  /** Not before anything that is not newer: Prometheus' times are of milliseconds. */
  private Instant lastMilli() {
    return to.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
  }
}
