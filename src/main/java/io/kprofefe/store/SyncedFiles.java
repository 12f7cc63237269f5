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
public final class SyncedFiles {

  private SyncedFiles() {}

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException when there is one: nothing is ever overwritten
   */
  public static void write(Path file, byte[]... parts) throws IOException {
    try (FileChannel channel = created(file, parts)) {
      channel.force(true);
    }
  }

  /** The same without waiting for the disk. */
  static void writeUnsynced(Path file, byte[] bytes) throws IOException {
    created(file, bytes).close();
  }

  private static FileChannel created(Path file, byte[]... parts) throws IOException {
    FileChannel channel = FileChannel.open(file, WRITE, CREATE_NEW, NOFOLLOW_LINKS);
    try {
      for (byte[] part : parts) {
        for (ByteBuffer left = ByteBuffer.wrap(part); left.hasRemaining(); ) {
          channel.write(left);
        }
      }
      return channel;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Waits until this folder's names are on the disk. */
  public static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /** Waits until the names of these folders, from the one below the root, are on the disk. */
  public static void syncNames(Path root, Path folder) throws IOException {
    Path parent = root;
    for (Path name : root.relativize(folder)) {
      sync(parent);
      parent = parent.resolve(name);
    }
  }

  /**
   * Makes the folders between the root and this one that are missing. It does not wait for the
   * disk: an empty folder may be tidied away, so it is better filled at once.
   *
   * @return whether any was missing: then {@link #syncNames} is due
   * @throws NotDirectoryException when something else is in their place, such as a symbolic link
   */
  public static boolean createFolders(Path root, Path folder) throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root);
    }
    Path at = root;
    boolean made = false;
    for (Path name : root.relativize(folder)) {
      at = at.resolve(name);
      made |= createFolder(at);
    }
    return made;
  }

  private static boolean createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(folder + " is no folder, or a symbolic link");
      }
      return true;
    }
  }
}
