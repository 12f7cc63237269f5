package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/**
 * A profile that comes as a stream and waits until it has been looked at: only then is its time
 * known, and whether it is wanted. A small one waits in memory, a larger one on the disk. Nothing
 * is stored before {@link #commit}; closed without it, the bytes are gone.
 */
public final class StagedProfile implements AutoCloseable {

  /** Most profiles are smaller, and what is refused then never was on the disk. */
  static final int MOST_IN_MEMORY = 1 << 16;

  private final DirectoryStore store;
  private final ByteArrayOutputStream small = new ByteArrayOutputStream();
  private Optional<StagedFile> large = Optional.empty();

  StagedProfile(DirectoryStore store) {
    this.store = store;
  }

  /** Takes the bytes. */
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        place(length).write(bytes, offset, length);
      }
    };
  }

  /** What has been written so far, from its start. The caller closes the stream. */
  public InputStream read() throws IOException {
    return large.isPresent()
        ? Files.newInputStream(large.get().path())
        : new ByteArrayInputStream(small.toByteArray());
  }

  /**
   * Stores what has been written, byte for byte.
   *
   * @throws ProfileFailure as {@link ProfileSink#write}
   */
  public StoredProfile commit(String service, StoredType type, Labels labels, Instant createdAt)
      throws ProfileFailure {
    return large.isPresent()
        ? store.commit(large.get(), new ProfileEntry(service, type, labels, createdAt))
        : store.write(new NewProfile(service, type, labels, createdAt, small.toByteArray()));
  }

  /** Removes the bytes, unless they are stored. */
  @Override
  public void close() throws IOException {
    if (large.isPresent()) {
      large.get().close();
    }
  }

  /** Where so many more bytes go. */
  private OutputStream place(int length) throws IOException {
    if (large.isEmpty() && small.size() + length > MOST_IN_MEMORY) {
      large = Optional.of(store.stageFile());
      small.writeTo(large.get().output());
      small.reset();
    }
    return large.isPresent() ? large.get().output() : small;
  }
}
