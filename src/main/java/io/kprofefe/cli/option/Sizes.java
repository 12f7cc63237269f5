package io.kprofefe.cli.option;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sizes as people write them: {@code 8MiB}, {@code 10MB}, {@code 8Mi} as Kubernetes does, bytes.
 */
public final class Sizes {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?([A-Za-z]*)");

  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L),
          Map.entry("ki", 1L << 10),
          Map.entry("mi", 1L << 20),
          Map.entry("gi", 1L << 30),
          Map.entry("ti", 1L << 40),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30),
          Map.entry("tib", 1L << 40));

  private Sizes() {}

  /** A size of so many bytes; both ends are given as they shall be shown. */
  public static Allowed<Long> between(String from, String to) {
    long least = bytes(from).orElseThrow();
    long most = bytes(to).orElseThrow();
    return new Allowed<>(
        "a size from " + from + " to " + to + ", such as 8MiB, 10MB or 65536 (bytes)",
        text -> bytes(text).filter(size -> size >= least && size <= most));
  }

  /** As it would be given: {@code 64MiB} where it is even, else in bytes. */
  static String shown(long bytes) {
    return Stream.of("GiB", "MiB", "KiB")
        .filter(unit -> bytes % bytes("1" + unit).orElseThrow() == 0)
        .findFirst()
        .map(unit -> bytes / bytes("1" + unit).orElseThrow() + unit)
        .orElseGet(() -> bytes + " bytes");
  }

  private static Optional<Long> bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return Optional.empty();
    }
    Long unit = UNITS.get(size.group(2).toLowerCase(Locale.ROOT));
    long number = Long.parseLong(size.group(1));
    return unit == null || number > Long.MAX_VALUE / unit
        ? Optional.empty()
        : Optional.of(number * unit);
  }
}
