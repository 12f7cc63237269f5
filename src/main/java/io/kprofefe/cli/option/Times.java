package io.kprofefe.cli.option;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time as people write them; what is relative counts back from now. */
public final class Times {

  private Times() {}

  /** A point in time, seen from this clock. */
  public static Allowed<Instant> seenFrom(InstantSource clock) {
    return new Allowed<>(
        "a time such as 2026-11-21T11:00:00Z, a date such as 2026-11-21 (its first moment, UTC),"
            + " or back from now such as 15m, 24h or 7d",
        text -> of(text, clock.instant()));
  }

  private static Optional<Instant> of(String text, Instant now) {
    return text.equals("now")
        ? Optional.of(now)
        : Durations.of(text).map(now::minus).or(() -> absolute(text));
  }

  private static Optional<Instant> absolute(String text) {
    try {
      return Optional.of(
          text.length() == "YYYY-MM-DD".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
