package io.kprofefe.cli;

import io.kprofefe.registry.RegistryServer;
import io.kprofefe.registry.RegistrySettings;
import io.kprofefe.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One directory of profiles, and a registry over it: what holds for one holds for the other. */
final class TwoPlaces implements AutoCloseable {

  /** Which of both is named. */
  enum Place {
    DIRECTORY,
    REGISTRY
  }

  private final Path directory;
  private final DirectoryStore store;
  private final RegistryServer registry;

  /**
   * @param directory is there
   */
  TwoPlaces(Path directory) throws IOException {
    this.directory = directory;
    this.store = new DirectoryStore(directory);
    this.registry = new RegistryServer(store, RegistrySettings.onLoopback(0));
    registry.start();
  }

  DirectoryStore store() {
    return store;
  }

  /** The registry's. */
  String url() {
    return "http://127.0.0.1:" + registry.address().getPort();
  }

  /** Calls the program with the option that names the place at the end. */
  Called call(Place place, String... words) {
    return Called.with(words(place, words));
  }

  String[] words(Place place, String... words) {
    var all = new ArrayList<>(Arrays.asList(words));
    all.addAll(
        place == Place.REGISTRY
            ? List.of("--profefe-url", url())
            : List.of("--dir", directory.toString()));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() {
    registry.close();
  }
}
