package io.kprofefe.store;

import io.kprofefe.registry.RegistryServer;
import io.kprofefe.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry over HTTP keeps what every store promises. */
class ProfefeStoreTest extends ProfileStoreContract {

  @TempDir Path directory;

  private final List<RegistryServer> registries = new ArrayList<>();

  @Override
  protected ProfileStore emptyStore() throws IOException {
    var registry =
        new RegistryServer(new DirectoryStore(directory), RegistrySettings.onLoopback(0));
    registry.start();
    registries.add(registry);
    return new ProfefeStore(
        ProfefeSettings.of(ProfefeUrl.parse("http://127.0.0.1:" + registry.address().getPort())));
  }

  @AfterEach
  void closeRegistries() {
    registries.forEach(RegistryServer::close);
  }
}
