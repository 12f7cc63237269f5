package io.kprofefe.store;

import io.kprofefe.profile.StoredType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a profile is called in a directory: its path below it, without the ending, such as {@code
 * web/cpu/2026-11-21/110155.123456789-3f9c2a}. It sorts by time, and cannot leave the directory: it
 * is matched as a whole before any of it becomes a path.
 *
 * @param createdAt exact to the nanosecond, years 0 to 9999
 * @param random six hex digits
 */
public record ProfileId(String service, StoredType type, Instant createdAt, String random) {

  private static final Pattern STEM = Pattern.compile("\\d{6}\\.\\d{9}-([0-9a-f]{6})");
  private static final Pattern ID =
      Pattern.compile(
          "(?<service>%s)/(?<type>[a-z]+)/(?<day>\\d{4}-\\d\\d-\\d\\d)/(?<stem>%s)"
              .formatted(ServiceFolder.PATTERN, STEM));

  /** Behind the service: {@code /threadcreate/2026-11-21/110155.123456789-3f9c2a}. */
  private static final int LONGEST = ServiceFolder.LONGEST + 48;

  /** Four digits of a year and no sign, which {@code uuuu} would take. */
  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Strict: midnight is not also 24 o'clock. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HHmmss.nnnnnnnnn", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The profile of this id; empty when it is not one that a directory store would give. */
  public static Optional<ProfileId> parse(String id) {
    Matcher match = ID.matcher(id);
    if (id.length() > LONGEST || !match.matches()) {
      return Optional.empty();
    }
    return ServiceFolder.service(match.group("service"))
        .flatMap(service ->
            StoredType.of(match.group("type"))
                .flatMap(type ->
                    day(match.group("day"))
                        .flatMap(day -> of(service, type, day, match.group("stem")))));
  }

  /** The profile whose file, without its ending, is this in the folder of that day. */
  static Optional<ProfileId> of(String service, StoredType type, LocalDate day, String stem) {
    Matcher match = STEM.matcher(stem);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime time = day.atTime(LocalTime.parse(stem.substring(0, 16), TIME));
      return Optional.of(
          new ProfileId(service, type, time.toInstant(ZoneOffset.UTC), match.group(1)));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** The day whose folder has this name. */
  public static Optional<LocalDate> day(String folder) {
    try {
      return Optional.of(LocalDate.parse(folder, DAY));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  public static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  public LocalDate day() {
    return day(createdAt);
  }

  /** The name of its files, without an ending. */
  public String stem() {
    return time(createdAt) + "-" + random;
  }

  /** What the names of all files of this time, on its day, begin with. */
  public static String time(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  @Override
  public String toString() {
    return ServiceFolder.of(service).orElseThrow()
        + "/"
        + type.word()
        + "/"
        + DAY.format(day())
        + "/"
        + stem();
  }
}
