package io.kprofefe.print;

import java.time.Duration;
import java.util.Locale;

/** Sizes and durations as a person reads them. */
public final class Amounts {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Amounts() {}

  /** {@code 734 B}, {@code 2.2 kB}, {@code 1.1 MB}, {@code 12 MB}: powers of 1000. */
  public static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    String digits = unit > 0 && size < 9.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits + " %s", size, UNITS[unit]);
  }

  /** {@code 0.4 s}, {@code 31.2 s}, {@code 8 min 3 s}, {@code 2 h 5 min}. */
  public static String duration(Duration duration) {
    long tenths = (duration.toMillis() + 50) / 100;
    if (tenths < 600) {
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    long seconds = (tenths + 5) / 10;
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** A value of a profile in the unit that came with it; an unknown unit is left out. */
  static String of(long value, String unit) {
    if (value == 0) {
      return "0";
    }
    return switch (unit) {
      case "nanoseconds" -> time(value);
      case "bytes" -> value < 0 ? "-" + size(-value) : size(value);
      default -> Long.toString(value);
    };
  }

  /** {@code 31.20 s}, {@code 120 ms}, {@code 5 µs}. */
  private static String time(long nanoseconds) {
    long size = Math.abs(nanoseconds);
    if (size >= 1_000_000_000L) {
      return String.format(Locale.ROOT, "%.2f s", nanoseconds / 1e9);
    }
    return size >= 1_000_000L
        ? Math.round(nanoseconds / 1e6) + " ms"
        : Math.round(nanoseconds / 1e3) + " µs";
  }

  /** {@code 1 pod}, {@code 3 pods}. */
  static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
