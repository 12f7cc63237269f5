package io.kprofefe.print;

import io.kprofefe.analysis.Comparison;
import io.kprofefe.analysis.Per;
import io.kprofefe.profile.Untrusted;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Figures of a comparison as a person reads them: {@code 812 ms/s}, {@code 1.1 MB}, {@code 2.3%}.
 *
 * @param unit as it came; an unknown one is left out
 */
public record ComparedAmounts(String unit, Per per) {

  private static final int FEW = 100;

  public static ComparedAmounts of(Comparison compared) {
    return new ComparedAmounts(compared.sampleType().unit(), compared.per());
  }

  public String shown(double value) {
    return switch (per) {
      case SECOND -> plain(value) + "/s";
      case PROFILE -> plain(value);
      case TOTAL -> percent(100 * value);
    };
  }

  /** With its sign. */
  public String change(double amount) {
    return signed(amount, shown(amount));
  }

  /** A change in percent, with its sign; a dash where there was nothing before. */
  public static String changePercent(OptionalDouble change) {
    return change.isEmpty() ? "-" : signed(change.getAsDouble(), percent(change.getAsDouble()));
  }

  /** What is compared: {@code cpu/nanoseconds per second of profile}. */
  static String heading(Comparison compared) {
    return Untrusted.shown(compared.sampleType().toString()) + ", " + compared.per().meaning();
  }

  private String plain(double value) {
    boolean known = unit.equals("nanoseconds") || unit.equals("bytes");
    return !known && value != Math.rint(value) && Math.abs(value) < FEW
        ? String.format(Locale.ROOT, "%.2f", value)
        : Amounts.of(Math.round(value), unit);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f%%", value);
  }

  /** What is shown as nothing has no sign. */
  private static String signed(double value, String shown) {
    if (shown.chars().noneMatch(digit -> digit >= '1' && digit <= '9')) {
      return shown.replace("-", "");
    }
    return value > 0 ? "+" + shown : shown;
  }
}
