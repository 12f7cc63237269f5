package io.kprofefe.cli.option;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and kubectl write them, and days: {@code 500ms}, {@code 1h30m}, {@code 7d}. */
public final class Durations {

  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}(d|h|ms|m|s))+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(d|h|ms|m|s)");

  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /** A duration; both ends are given as they shall be shown. */
  public static Allowed<Duration> between(String from, String to) {
    Duration least = of(from).orElseThrow();
    Duration most = of(to).orElseThrow();
    return new Allowed<>(
        "a duration from " + from + " to " + to + ", such as 30s, 8m or 1h30m",
        text ->
            of(text).filter(given -> given.compareTo(least) >= 0 && given.compareTo(most) <= 0));
  }

  /** As kubectl's {@code --request-timeout}: a bare number is seconds, 0 is no limit. */
  public static Allowed<Duration> asKubectl() {
    return new Allowed<>(
        "a duration up to 24h such as 1s, 2m or 3h, or 0 for no limit",
        text ->
            of(text)
                .or(() -> of(text + "s"))
                .filter(given -> given.compareTo(Duration.ofHours(24)) <= 0));
  }

  /** As it would be given: {@code 1h30m}. */
  static String shown(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /** The sum of the parts; empty when the text is not a duration. */
  static Optional<Duration> of(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
      sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
    }
    return Optional.of(sum);
  }
}
