package io.kprofefe.store.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.kprofefe.store.NewProfile;
import io.kprofefe.store.SyncedFiles;
import io.kprofefe.store.spool.SpoolName.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** One file of a spool. It may be gone at any moment, when the spool was full. */
record SpooledProfile(Path folder, SpoolName name) {

  boolean mayHaveBeenSent() {
    return name.state() == State.SENDING;
  }

  /** In bytes, in the moment it is read: it is there twice; 0 when it is gone. */
  long sizeAtWorst() throws IOException {
    try {
      return 2 * Files.size(file());
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  /** Empty when it is gone, or is nothing that we wrote. */
  Optional<NewProfile> read() throws IOException {
    try {
      return Files.isRegularFile(file(), NOFOLLOW_LINKS)
          ? SpoolFormat.read(Files.readAllBytes(file()))
          : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /**
   * Says on the disk, before its first byte goes out, that it may be sent from now on; empty when
   * it is gone.
   */
  Optional<SpooledProfile> sending(Instant now) throws IOException {
    try {
      Files.setLastModifiedTime(file(), FileTime.from(now));
      SpooledProfile sending = renamed(State.SENDING);
      SyncedFiles.sync(folder);
      return Optional.of(sending);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /** When it was sent, if it was. */
  Instant sentAt() throws IOException {
    try {
      return Files.getLastModifiedTime(file(), NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException gone) {
      return Instant.EPOCH;
    }
  }

  /** It is stored nowhere: the next run may send it. */
  void putBack() throws IOException {
    try {
      renamed(State.WAITING);
    } catch (NoSuchFileException gone) {
      // The spool was full, and this one the oldest.
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(file());
  }

  private SpooledProfile renamed(State state) throws IOException {
    var other = new SpooledProfile(folder, name.with(state));
    Files.move(file(), other.file(), ATOMIC_MOVE);
    return other;
  }

  private Path file() {
    return folder.resolve(name.file());
  }
}
