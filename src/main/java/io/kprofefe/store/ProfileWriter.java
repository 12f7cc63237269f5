package io.kprofefe.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts a profile in its place so that it is there as a whole or not at all, whenever the power
 * goes: the bytes under a temporary name, synced; then the JSON, the same way; then the profile
 * takes its name, and the folder is synced. Missing folders are made and filled at once, and only
 * then synced: whoever tidies up meanwhile finds them in use.
 */
final class ProfileWriter {

  /** A folder may be removed, with its old day, between being made and being used. */
  private static final int TRIES = 20;

  private final ProfileFolders folders;
  private final Leftovers leftovers;
  private final Set<Path> synced = ConcurrentHashMap.newKeySet();

  ProfileWriter(ProfileFolders folders, Leftovers leftovers) {
    this.folders = folders;
    this.leftovers = leftovers;
  }

  ProfileId write(ProfileEntry entry, byte[] bytes) throws IOException {
    leftovers.removeNear(entry);
    return whileFoldersGo(() -> {
      Path temporary = folder(entry).resolve(Leftovers.newName());
      try {
        SyncedFiles.write(temporary, bytes);
        return commit(temporary, entry, ProfileEnding.of(entry.type(), bytes));
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
    return whileFoldersGo(() -> commit(written, entry, ending));
  }

  private ProfileId commit(Path written, ProfileEntry entry, ProfileEnding ending)
      throws IOException {
    Path folder = folder(entry);
    ProfileId id = describe(folder, entry);
    Path profile = folder.resolve(id.stem() + ending.suffix());
    try {
      Files.move(written, profile, ATOMIC_MOVE);
    } catch (IOException failed) {
      Files.deleteIfExists(folders.sidecar(id));
      throw failed;
    }
    try {
      SyncedFiles.sync(folder);
      syncNames(folder);
    } catch (IOException failed) {
      Files.move(profile, written, ATOMIC_MOVE);
      Files.deleteIfExists(folders.sidecar(id));
      throw failed;
    }
    return id;
  }

  /**
   * Writes the JSON under a name that nobody has. A rename would silently replace another's file,
   * so the temporary name is what writers compete for: it is created or refused, and given up only
   * when the lasting name is there to be seen.
   */
  private ProfileId describe(Path folder, ProfileEntry entry) throws IOException {
    while (true) {
      ProfileId id = entry.named(HexFormat.of().toHexDigits(random(), 6));
      Path temporary = folder.resolve(id.stem() + ProfileFolders.SIDECAR + Leftovers.SUFFIX);
      try {
        SyncedFiles.write(temporary, Sidecar.of(id, entry.labels()));
      } catch (FileAlreadyExistsException taken) {
        continue;
      } catch (IOException failed) {
        Files.deleteIfExists(temporary);
        throw failed;
      }
      if (isTaken(folder, id.stem())) {
        Files.deleteIfExists(temporary);
      } else {
        Files.move(temporary, folders.sidecar(id), ATOMIC_MOVE);
        return id;
      }
    }
  }

  private static boolean isTaken(Path folder, String stem) throws IOException {
    for (ProfileEnding ending : ProfileEnding.values()) {
      if (exists(folder.resolve(stem + ending.suffix()))) {
        return true;
      }
    }
    return exists(folder.resolve(stem + ProfileFolders.SIDECAR));
  }

  /** {@code Files.exists} throws inside for each link that it does not follow, which is dear. */
  private static boolean exists(Path file) throws IOException {
    return file.getFileSystem()
            .provider()
            .readAttributesIfExists(file, BasicFileAttributes.class, NOFOLLOW_LINKS)
        != null;
  }

  private Path folder(ProfileEntry entry) throws IOException {
    Path folder = folders.folder(entry.service(), entry.type(), ProfileId.day(entry.createdAt()));
    if (SyncedFiles.createFolders(folders.root(), folder)) {
      synced.remove(folder);
    }
    return folder;
  }

  /** The first profile of a folder waits for the folder's own name, whoever made it. */
  private void syncNames(Path folder) throws IOException {
    if (!synced.contains(folder)) {
      SyncedFiles.syncNames(folders.root(), folder);
      synced.add(folder);
    }
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
