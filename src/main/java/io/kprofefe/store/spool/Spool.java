package io.kprofefe.store.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.kprofefe.store.NewProfile;
import io.kprofefe.store.SyncedFiles;
import io.kprofefe.store.spool.SpoolName.State;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder of profiles that wait for the next run. Several runs may keep profiles here at once; one
 * at a time delivers them. Safe for use by many threads.
 */
public final class Spool {

  /** Room is made for more than one profile, so that not each of them has to look for it. */
  private static final int SHARE_MADE_FREE = 10;

  private final Path folder;
  private final long maxBytes;
  private long bytes = -1;
  private int dropped;

  /**
   * @param folder made when the first profile is kept
   * @param maxBytes of all profiles in it: the oldest go first
   */
  public Spool(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /**
   * Keeps a profile that is stored nowhere. It is on the disk when this returns.
   *
   * @throws IOException and it is not kept
   */
  public void keep(NewProfile profile) throws IOException {
    put(profile, State.WAITING);
  }

  /**
   * Keeps a profile that may be stored or not.
   *
   * @throws IOException and it is not kept
   */
  public void keepSent(NewProfile profile) throws IOException {
    put(profile, State.SENDING);
  }

  /**
   * The right to deliver what is here, for one at a time; empty when there is nothing here, or
   * another run delivers it.
   */
  public Optional<SpoolTurn> take() throws IOException {
    return Files.isDirectory(folder) ? SpoolTurn.of(folder) : Optional.empty();
  }

  /** How many profiles are here. */
  public int size() throws IOException {
    return names(folder).size();
  }

  /** How many this one let go because the spool was full. */
  public synchronized int dropped() {
    return dropped;
  }

  private synchronized void put(NewProfile profile, State state) throws IOException {
    byte[] head = SpoolFormat.head(profile);
    long size = (long) head.length + profile.bytes().length;
    if (size > maxBytes) {
      throw new IOException("it alone is larger than all the spool may hold");
    }
    Files.createDirectories(folder);
    makeRoomFor(size);
    String name = SpoolName.of(profile.createdAt(), state).file();
    Path temporary = folder.resolve(name + SpoolName.TEMPORARY);
    try {
      SyncedFiles.write(temporary, head, profile.bytes());
      Files.move(temporary, folder.resolve(name), ATOMIC_MOVE);
      SyncedFiles.sync(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
    bytes += size;
  }

  private void makeRoomFor(long size) throws IOException {
    if (bytes >= 0 && bytes + size <= maxBytes) {
      return;
    }
    List<SpoolName> oldestFirst = names(folder);
    bytes = 0;
    for (SpoolName name : oldestFirst) {
      bytes += size(folder.resolve(name.file()));
    }
    if (bytes + size > maxBytes) {
      dropUntil(maxBytes - maxBytes / SHARE_MADE_FREE - size, oldestFirst);
    }
  }

  private void dropUntil(long left, List<SpoolName> oldestFirst) throws IOException {
    for (SpoolName name : oldestFirst) {
      if (bytes <= left) {
        return;
      }
      Path file = folder.resolve(name.file());
      bytes -= size(file);
      if (Files.deleteIfExists(file)) {
        dropped++;
      }
    }
  }

  /** The oldest first; whatever is not named as we name things is somebody else's. */
  static List<SpoolName> names(Path folder) throws IOException {
    var names = new ArrayList<SpoolName>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        SpoolName.parse(folder.relativize(file).toString()).ifPresent(names::add);
      }
    } catch (NoSuchFileException nothingKeptYet) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS).size();
    } catch (NoSuchFileException deliveredMeanwhile) {
      return 0;
    }
  }
}
