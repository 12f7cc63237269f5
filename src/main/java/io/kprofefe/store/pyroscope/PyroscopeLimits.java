package io.kprofefe.store.pyroscope;

import java.time.Duration;

/**
 * What a Pyroscope never takes, as far as it can be set up otherwise. Its own defaults are those of
 * 2.2.1.
 *
 * @param bytes of one profile when unpacked, its labels' among them. It takes 4 MiB, but lets no
 *     more than its burst of 2 MiB through at once: what is larger is told 429 forever
 * @param samples of one profile
 * @param age of a profile by its own time
 */
public record PyroscopeLimits(long bytes, long samples, Duration age) {

  public static final PyroscopeLimits DEFAULT =
      new PyroscopeLimits(2 << 20, 16_000, Duration.ofHours(1));

  /** How far a profile's own time may be ahead of ours. */
  static final Duration AHEAD = Duration.ofMinutes(10);
}
