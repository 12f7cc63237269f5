package io.kprofefe.registry;

import io.kprofefe.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a registry of its own, empty and on loopback, and a client that speaks with it. */
abstract class OnFreshRegistry {

  @TempDir Path directory;

  private RegistryServer server;
  RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = new RegistryServer(new DirectoryStore(directory), RegistrySettings.onLoopback(0));
    server.start();
    client = new RawClient(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
