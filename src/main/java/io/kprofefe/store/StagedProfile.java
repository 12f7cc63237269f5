package io.kprofefe.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A profile that comes as a stream and is kept on the disk, not in memory, until it has been looked
 * at: only then is its time known, and whether it is wanted. Nothing is stored before {@link
 * #commit}; closed without it, the bytes are gone.
 */
public final class StagedProfile implements AutoCloseable {

  private final DirectoryStore store;
  private final Path file;
  private final FileChannel channel;

  StagedProfile(DirectoryStore store, Path file) throws IOException {
    this.store = store;
    this.file = file;
    this.channel = FileChannel.open(file, WRITE, CREATE_NEW);
  }

  /** Takes the bytes. */
  public OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  /** What has been written so far, from its start. The caller closes the stream. */
  public InputStream read() throws IOException {
    return Files.newInputStream(file);
  }

  /** How many bytes have been written. */
  public long size() throws IOException {
    return channel.position();
  }

  /**
   * Stores what has been written, byte for byte.
   *
   * @throws ProfileFailure as {@link ProfileSink#write}
   */
  public StoredProfile commit(String service, StoredType type, Labels labels, Instant createdAt)
      throws ProfileFailure {
    return store.commit(this, new ProfileEntry(service, type, labels, createdAt));
  }

  Path synced() throws IOException {
    channel.force(true);
    channel.close();
    return file;
  }

  /** Removes the bytes, unless they are stored. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
