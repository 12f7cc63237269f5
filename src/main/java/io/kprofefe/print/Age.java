package io.kprofefe.print;

import java.time.Duration;

/**
 * How long ago something was, in kubectl's words: {@code 45s}, {@code 3m12s}, {@code 5h2m}, {@code
 * 2d3h}, {@code 400d}. The steps are those of {@code duration.HumanDuration} in
 * k8s.io/apimachinery.
 */
public final class Age {

  private Age() {}

  /** What is up to a second ahead of our clock is of now; further ahead it cannot be told. */
  public static String of(Duration age) {
    long seconds = age.isNegative() ? -age.negated().toSeconds() : age.toSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 120) {
      return Math.max(0, seconds) + "s";
    }
    long minutes = seconds / 60;
    if (minutes < 180) {
      return minutes < 10 ? two(minutes, "m", seconds % 60, "s") : minutes + "m";
    }
    long hours = minutes / 60;
    if (hours < 48) {
      return hours < 8 ? two(hours, "h", minutes % 60, "m") : hours + "h";
    }
    return ofDays(hours / 24, hours % 24);
  }

  private static String ofDays(long days, long hours) {
    if (days < 2 * 365) {
      return days < 8 ? two(days, "d", hours, "h") : days + "d";
    }
    long years = days / 365;
    return years < 8 ? two(years, "y", days % 365, "d") : years + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + unit + (small == 0 ? "" : small + smallUnit);
  }
}
