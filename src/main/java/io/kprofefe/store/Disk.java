package io.kprofefe.store;

import java.io.IOException;
import java.nio.file.Path;

/** How what a store writes is made to outlive the loss of power. */
public interface Disk extends AutoCloseable {

  /** Begins to write one profile. */
  Writing begin();

  /** The default has nothing to close. */
  @Override
  default void close() {}

  /** One profile on its way to the disk, in the order of these methods. */
  interface Writing {

    /** Makes this folder, and those above it, where they are missing. */
    void createFolders(Path folder) throws IOException;

    /**
     * Writes a new file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one: nothing is overwritten
     */
    void write(Path file, byte[] bytes) throws IOException;

    /**
     * Waits until all that was written is on the disk, then lets the files take their names in
     * their folder, then waits until these are on the disk, and those of the folders above.
     *
     * @throws IOException and some of the names may have been taken, but nobody takes any now
     */
    void settle(Names names, Path folder) throws IOException;
  }

  /** Renames files that are on the disk. */
  interface Names {
    void take() throws IOException;
  }
}
