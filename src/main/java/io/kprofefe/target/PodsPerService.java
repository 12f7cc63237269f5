package io.kprofefe.target;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many pods of a service one run takes: a number, or a share of those that there are, rounded
 * up, so that no service is ever without any.
 *
 * @param amount over 0; of a share, at most 100
 * @param percent whether the amount is a share
 */
public record PodsPerService(BigDecimal amount, boolean percent) {

  /** Ends the sentence "allowed is …". */
  public static final String ALLOWED =
      "a number of pods from 1, such as 3, or a share of them from 0.01% to 100%, such as 10%";

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final Pattern WRITTEN =
      Pattern.compile("(?<number>[0-9]{1,9})|(?<share>[0-9]{1,3}([.][0-9]{1,2})?)%");

  public PodsPerService {
    if (amount.signum() <= 0 || (percent && amount.compareTo(HUNDRED) > 0)) {
      throw new IllegalArgumentException("allowed is " + ALLOWED);
    }
  }

  /**
   * Reads {@code 3} or {@code 12.5%}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static PodsPerService parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException("allowed is " + ALLOWED);
    }
    String number = written.group("number");
    return number == null
        ? new PodsPerService(new BigDecimal(written.group("share")), true)
        : new PodsPerService(new BigDecimal(number), false);
  }

  /** How many are taken where there are so many, at least one. */
  int of(int pods) {
    BigDecimal all = BigDecimal.valueOf(pods);
    BigDecimal most =
        percent ? all.multiply(amount).divide(HUNDRED, 0, RoundingMode.CEILING) : amount.min(all);
    return most.intValueExact();
  }

  /** As it is written. */
  @Override
  public String toString() {
    return amount.toPlainString() + (percent ? "%" : "");
  }
}
