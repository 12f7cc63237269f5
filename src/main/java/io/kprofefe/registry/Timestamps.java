package io.kprofefe.registry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Profefe's requests write them: {@code 2006-01-02T15:04:05}, UTC, without a zone. */
final class Timestamps {

  /** Go's parser also takes an hour of one digit and a fraction after point or comma. */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d?):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9})\\d*)?");

  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private static final DateTimeFormatter GO_DEFAULT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /** Empty when it is written in another way, is no time, or is Go's zero time. */
  static Optional<Instant> parse(String text) {
    Matcher match = TIME.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      Instant time =
          LocalDateTime.of(
                  number(match, 1),
                  number(match, 2),
                  number(match, 3),
                  number(match, 4),
                  number(match, 5),
                  number(match, 6),
                  nanos(match.group(7)))
              .toInstant(ZoneOffset.UTC);
      return time.equals(GO_ZERO) ? Optional.empty() : Optional.of(time);
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  /** As Go prints a time when nobody says how. */
  static String goDefault(Instant time) {
    return GO_DEFAULT.format(time);
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static int nanos(String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }
}
