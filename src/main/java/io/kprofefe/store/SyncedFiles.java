package io.kprofefe.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Files and folders that are still there when the power comes back. */
final class SyncedFiles {

  private SyncedFiles() {}

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException when there is one: nothing is ever overwritten
   */
  static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE, CREATE_NEW, NOFOLLOW_LINKS)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Waits until this folder's names are on the disk. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes the folders between the root and this one that are missing.
   *
   * @throws NotDirectoryException when something else is in their place, such as a symbolic link
   */
  static void createFolders(Path root, Path folder) throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root);
    }
    Path made = root;
    for (Path name : root.relativize(folder)) {
      Path parent = made;
      made = parent.resolve(name);
      createFolder(parent, made);
    }
  }

  private static void createFolder(Path parent, Path folder) throws IOException {
    if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.createDirectory(folder);
      sync(parent);
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(folder + " is no folder, or a symbolic link");
      }
    }
  }
}
