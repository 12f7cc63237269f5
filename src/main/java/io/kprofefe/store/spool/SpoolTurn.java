package io.kprofefe.store.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.kprofefe.store.spool.SpoolName.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The right to deliver what is in a spool, until it is closed or its process dies. */
public final class SpoolTurn implements AutoCloseable {

  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private SpoolTurn(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  static Optional<SpoolTurn> of(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    if (isLocked(channel)) {
      return Optional.of(new SpoolTurn(folder, channel));
    }
    channel.close();
    return Optional.empty();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  /**
   * What is here: first what nobody has sent, the oldest first, then what a run that died may have
   * sent.
   */
  List<SpooledProfile> profiles() throws IOException {
    return Spool.names(folder).stream()
        .sorted(
            Comparator.comparing((SpoolName name) -> name.state() == State.SENDING)
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> new SpooledProfile(folder, name))
        .toList();
  }

  /**
   * Removes what runs that died were writing.
   *
   * @param before which nobody can have begun who is still at it
   */
  void removeLeftovers(Instant before) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (SpoolName.isTemporary(folder.relativize(file).toString()) && isOlder(file, before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOlder(Path file, Instant than) throws IOException {
    try {
      return Files.getLastModifiedTime(file, NOFOLLOW_LINKS).toInstant().isBefore(than);
    } catch (NoSuchFileException doneMeanwhile) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
