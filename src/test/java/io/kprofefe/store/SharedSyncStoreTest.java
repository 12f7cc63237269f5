package io.kprofefe.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory on a disk that is synced as a whole, where the tests' disk can be. */
class SharedSyncStoreTest extends ProfileStoreContract {

  @TempDir Path directory;

  private Optional<Disk> disk = Optional.empty();

  @Override
  protected ProfileStore emptyStore() throws IOException {
    disk = Optional.of(SharedSync.of(directory));
    return new DirectoryStore(directory, disk.get());
  }

  @AfterEach
  void close() {
    disk.ifPresent(Disk::close);
  }
}
