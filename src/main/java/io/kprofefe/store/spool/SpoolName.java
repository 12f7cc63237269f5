package io.kprofefe.store.spool;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The name of a spooled profile's file. It sorts by the profile's time, and its ending says how far
 * the profile got.
 *
 * @param stem of all its states
 */
record SpoolName(String stem, State state) implements Comparable<SpoolName> {

  enum State {
    /** Nobody has begun to send it. */
    WAITING(".profile"),
    /** Somebody may have sent it. */
    SENDING(".profile.sending");

    private final String ending;

    State(String ending) {
      this.ending = ending;
    }
  }

  /** Of a file that is being written, behind the name it will have. */
  static final String TEMPORARY = ".tmp";

  private static final Pattern STEM = Pattern.compile("\\d{8}T\\d{6}\\.\\d{9}Z-[0-9a-f]{8}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  /** A name that nobody else chooses. */
  static SpoolName of(Instant createdAt, State state) {
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    return new SpoolName(TIME.format(createdAt) + "-" + random, state);
  }

  /** Empty for the name of a file that is not ours. */
  static Optional<SpoolName> parse(String name) {
    for (State state : State.values()) {
      if (name.endsWith(state.ending)) {
        String stem = name.substring(0, name.length() - state.ending.length());
        return STEM.matcher(stem).matches()
            ? Optional.of(new SpoolName(stem, state))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether this is how we name a file that is being written. */
  static boolean isTemporary(String name) {
    return name.endsWith(TEMPORARY)
        && parse(name.substring(0, name.length() - TEMPORARY.length())).isPresent();
  }

  SpoolName with(State other) {
    return new SpoolName(stem, other);
  }

  String file() {
    return stem + state.ending;
  }

  /** The oldest profile first. */
  @Override
  public int compareTo(SpoolName other) {
    return file().compareTo(other.file());
  }
}
