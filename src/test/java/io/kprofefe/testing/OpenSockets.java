package io.kprofefe.testing;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets of a test's server, closed all at once. Safe for use by many threads. */
final class OpenSockets implements AutoCloseable {

  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  void add(Closeable socket) {
    open.add(socket);
  }

  void remove(Closeable socket) {
    open.remove(socket);
  }

  @Override
  public void close() {
    for (Closeable socket : open) {
      try {
        socket.close();
      } catch (IOException alreadyGone) {
        // Nothing is left to close.
      }
    }
  }
}
