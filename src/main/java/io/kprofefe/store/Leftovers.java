package io.kprofefe.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Temporary files, and what becomes of them when their writer died: after a day nobody writes them
 * any more.
 */
final class Leftovers {

  static final String SUFFIX = ".tmp";

  /** Where bytes wait whose day is not known yet. No service has this folder: see the escaping. */
  static final String INCOMING = "_incoming";

  private static final Pattern NAME =
      Pattern.compile("(?:[0-9a-f]{16}|\\d{6}\\.\\d{9}-[0-9a-f]{6}\\.json)\\.tmp");

  private static final Duration AGE = Duration.ofDays(1);

  /** A run a day meets each leftover once it is old enough: today's, or of the two days before. */
  private static final int NEAR_DAYS = 2;

  private final ProfileFolders folders;
  private final InstantSource clock;
  private final Set<Path> seen = ConcurrentHashMap.newKeySet();

  Leftovers(ProfileFolders folders, InstantSource clock) {
    this.folders = folders;
    this.clock = clock;
  }

  /** A name for a temporary file that nobody else chooses. */
  static String newName() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + SUFFIX;
  }

  /** Removes those around a day that is written to; the first time only, it costs a listing. */
  void removeNear(ProfileEntry entry) throws IOException {
    LocalDate day = ProfileId.day(entry.createdAt());
    if (!seen.add(folders.folder(entry.service(), entry.type(), day))) {
      return;
    }
    for (int back = 0; back <= NEAR_DAYS; back++) {
      removeIn(folders.folder(entry.service(), entry.type(), day.minusDays(back)));
    }
  }

  /** Removes all there are. */
  void removeAll() throws IOException {
    removeIn(folders.root().resolve(INCOMING));
    for (String service : folders.services()) {
      for (StoredType type : StoredType.values()) {
        for (LocalDate day : folders.days(service, type)) {
          removeIn(folders.folder(service, type, day));
        }
      }
    }
  }

  private void removeIn(Path folder) throws IOException {
    Instant newest = clock.instant().minus(AGE);
    for (String name : folders.names(folder)) {
      Path file = folder.resolve(name);
      if (NAME.matcher(name).matches() && isOlder(file, newest)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isOlder(Path file, Instant newest) throws IOException {
    try {
      return Files.getLastModifiedTime(file, NOFOLLOW_LINKS).toInstant().isBefore(newest);
    } catch (NoSuchFileException doneMeanwhile) {
      return false;
    }
  }
}
