package io.kprofefe.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes under a temporary name, until they get their own or are not wanted. */
final class StagedFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final OutputStream output;

  StagedFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, WRITE, CREATE_NEW);
    this.output = Channels.newOutputStream(channel);
  }

  Path path() {
    return path;
  }

  OutputStream output() {
    return output;
  }

  /** Waits until the bytes are on the disk; no more can be written. */
  Path synced() throws IOException {
    channel.force(true);
    channel.close();
    return path;
  }

  /** Removes the bytes, unless they have another name by now. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
