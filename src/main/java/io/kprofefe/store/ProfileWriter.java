package io.kprofefe.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts a profile in its place so that it is there as a whole or not at all, whenever the power
 * goes: the bytes and the JSON under temporary names; then, when both are on the disk, they take
 * their names, the JSON first; then these are waited for. Missing folders are made and filled at
 * once, and only then waited for: whoever tidies up meanwhile finds them in use.
 */
final class ProfileWriter {

  /** A folder may be removed, with its old day, between being made and being used. */
  private static final int TRIES = 20;

  private final ProfileFolders folders;
  private final Leftovers leftovers;
  private final Disk disk;

  ProfileWriter(ProfileFolders folders, Leftovers leftovers, Disk disk) {
    this.folders = folders;
    this.leftovers = leftovers;
    this.disk = disk;
  }

  ProfileId write(ProfileEntry entry, byte[] bytes) throws IOException {
    leftovers.removeNear(entry);
    return whileFoldersGo(() -> {
      Disk.Writing writing = disk.begin();
      Path temporary = folder(entry, writing).resolve(Leftovers.newName());
      try {
        writing.write(temporary, bytes);
        return commit(temporary, entry, ProfileEnding.of(entry.type(), bytes), writing);
      } catch (IOException failed) {
        Files.deleteIfExists(temporary);
        throw failed;
      }
    });
  }

  /**
   * Gives a synced file on the same file system its place; it is no longer where it was.
   *
   * @throws IOException and the file is where it was, and nothing is stored
   */
  ProfileId move(Path written, ProfileEntry entry, ProfileEnding ending) throws IOException {
    leftovers.removeNear(entry);
    return whileFoldersGo(() -> {
      Disk.Writing writing = disk.begin();
      folder(entry, writing);
      return commit(written, entry, ending, writing);
    });
  }

  private ProfileId commit(
      Path written, ProfileEntry entry, ProfileEnding ending, Disk.Writing writing)
      throws IOException {
    Path folder = folder(entry);
    ProfileId id = describe(folder, entry, ending, writing);
    String stem = id.stem();
    Path sidecar = folder.resolve(stem + ProfileFolders.SIDECAR);
    Path profile = folder.resolve(stem + ending.suffix());
    try {
      writing.settle(
          () -> {
            Files.move(temporary(sidecar), sidecar, ATOMIC_MOVE);
            Files.move(written, profile, ATOMIC_MOVE);
          },
          folder);
      return id;
    } catch (IOException failed) {
      if (exists(profile)) {
        Files.move(profile, written, ATOMIC_MOVE);
      }
      Files.deleteIfExists(sidecar);
      Files.deleteIfExists(temporary(sidecar));
      throw failed;
    }
  }

  /**
   * Writes the JSON for a name that nobody has. A rename would silently replace another's file, so
   * the temporary name is what writers compete for: it is created or refused, and given up only
   * when the lasting name is there to be seen.
   */
  private static ProfileId describe(
      Path folder, ProfileEntry entry, ProfileEnding ending, Disk.Writing writing)
      throws IOException {
    while (true) {
      ProfileId id = entry.named(HexFormat.of().toHexDigits(random(), 6));
      String stem = id.stem();
      Path temporary = temporary(folder.resolve(stem + ProfileFolders.SIDECAR));
      try {
        writing.write(temporary, Sidecar.of(id, entry.labels()));
        if (!isTaken(folder, stem, ending)) {
          return id;
        }
        Files.deleteIfExists(temporary);
      } catch (FileAlreadyExistsException taken) {
        // another try, with another name
      } catch (IOException failed) {
        Files.deleteIfExists(temporary);
        throw failed;
      }
    }
  }

  /** Whether a rename would replace a file. */
  private static boolean isTaken(Path folder, String stem, ProfileEnding ending)
      throws IOException {
    return exists(folder.resolve(stem + ProfileFolders.SIDECAR))
        || exists(folder.resolve(stem + ending.suffix()));
  }

  /**
   * Whether it is there, or an exception when nobody can tell. A link to nothing is nothing: not to
   * follow links, Java throws and catches two exceptions for each file that is missing.
   */
  private static boolean exists(Path file) throws IOException {
    return file.getFileSystem().provider().readAttributesIfExists(file, BasicFileAttributes.class)
        != null;
  }

  private static Path temporary(Path sidecar) {
    return sidecar.resolveSibling(sidecar.getFileName() + Leftovers.SUFFIX);
  }

  private Path folder(ProfileEntry entry, Disk.Writing writing) throws IOException {
    Path folder = folder(entry);
    writing.createFolders(folder);
    return folder;
  }

  private Path folder(ProfileEntry entry) {
    return folders.folder(entry.service(), entry.type(), ProfileId.day(entry.createdAt()));
  }

  private static int random() {
    return ThreadLocalRandom.current().nextInt(1 << 24);
  }

  private static <T> T whileFoldersGo(Step<T> step) throws IOException {
    for (int tries = 1; tries < TRIES; tries++) {
      try {
        return step.run();
      } catch (NoSuchFileException folderGone) {
        // made again at the next try
      }
    }
    return step.run();
  }

  private interface Step<T> {
    T run() throws IOException;
  }
}
