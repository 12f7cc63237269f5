package io.kprofefe.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ProfileStoreContract {

  @TempDir Path directory;

  @Override
  protected ProfileStore emptyStore() {
    return new DirectoryStore(directory.resolve("profiles"));
  }
}
