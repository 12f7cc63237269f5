package io.kprofefe.registry;

import io.kprofefe.store.StoredDays;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a directory is kept. Whole days (UTC) go, the oldest first; never today's or a later one,
 * to which profiles are still being written.
 *
 * @param keep a day goes when all of it is older than this
 * @param keepBytes the oldest days go until the rest is not more than this
 */
public record Retention(Optional<Duration> keep, OptionalLong keepBytes) {

  /** Nothing goes. */
  public static final Retention EVERYTHING = new Retention(Optional.empty(), OptionalLong.empty());

  /** Lets the days go whose time has come. */
  void apply(StoredDays days, Instant now) throws IOException {
    if (equals(EVERYTHING)) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    NavigableMap<LocalDate, Long> sizes = days.sizes();
    long kept = sizes.values().stream().mapToLong(Long::longValue).sum();
    for (var day : sizes.headMap(today).entrySet()) {
      if (isTooOld(day.getKey(), now) || isTooMuch(kept)) {
        days.remove(day.getKey());
        kept -= day.getValue();
      }
    }
  }

  private boolean isTooOld(LocalDate day, Instant now) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return keep.isPresent() && !end.isAfter(now.minus(keep.get()));
  }

  private boolean isTooMuch(long bytes) {
    return keepBytes.isPresent() && bytes > keepBytes.getAsLong();
  }
}
