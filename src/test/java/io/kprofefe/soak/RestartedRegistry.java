package io.kprofefe.soak;

import java.io.IOException;
import java.nio.file.Path;

/** A registry at one address, which may be restarted and sent away. */
final class RestartedRegistry implements AutoCloseable {

  private final Path directory;
  private final Gateway gateway;
  private Registry registry;
  private int filesAtRest;

  RestartedRegistry(Path directory) throws IOException {
    this.directory = directory;
    this.registry = Registry.start(directory);
    this.gateway = new Gateway(registry.address());
    this.filesAtRest = registry.files().count();
  }

  String url() {
    return gateway.url();
  }

  /** Whether 503 is all it answers. */
  void away(boolean now) {
    gateway.away(now);
  }

  /** Ends it, and starts another on the same directory. */
  synchronized void restart() throws IOException {
    registry.close();
    registry = Registry.start(directory);
    filesAtRest = registry.files().count();
    gateway.leadTo(registry.address());
  }

  /** Whether it has no more files open than when it began, but for a few. */
  synchronized boolean keepsFilesClosed() throws InterruptedException {
    return registry.files().fallTo(filesAtRest + OpenFiles.FEW);
  }

  @Override
  public synchronized void close() throws IOException {
    gateway.close();
    registry.close();
  }
}
