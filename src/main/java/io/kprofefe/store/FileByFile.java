package io.kprofefe.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Each file and each folder is synced for itself, which every file system knows how to do. */
final class FileByFile implements Disk, Disk.Writing {

  private final Path root;
  private final Set<Path> synced = ConcurrentHashMap.newKeySet();

  FileByFile(Path root) {
    this.root = root;
  }

  @Override
  public Writing begin() {
    return this;
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    if (SyncedFiles.createFolders(root, folder)) {
      synced.remove(folder);
    }
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    SyncedFiles.write(file, bytes);
  }

  /** Each file was synced when it was written. The first profile of a folder syncs its name too. */
  @Override
  public void settle(Names names, Path folder) throws IOException {
    names.take();
    SyncedFiles.sync(folder);
    if (!synced.contains(folder)) {
      SyncedFiles.syncNames(root, folder);
      synced.add(folder);
    }
  }
}
