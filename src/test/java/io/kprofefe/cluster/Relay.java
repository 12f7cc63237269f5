package io.kprofefe.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** On 127.0.0.1, and on the port of another, what that one says: as if it listened there. */
final class Relay implements AutoCloseable {

  private final ServerSocket listener;
  private final InetSocketAddress other;
  private final AtomicInteger taken = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Relay(ServerSocket listener, InetSocketAddress other) {
    this.listener = listener;
    this.other = other;
  }

  static Relay to(InetSocketAddress other) {
    try {
      var listener = new ServerSocket(other.getPort(), 50, InetAddress.getLoopbackAddress());
      var relay = new Relay(listener, other);
      relay.threads.execute(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many connections it has taken. */
  int taken() {
    return taken.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        taken.incrementAndGet();
        var far = new Socket(other.getAddress(), other.getPort());
        threads.execute(() -> copy(near, far));
        threads.execute(() -> copy(far, near));
      } catch (IOException ended) {
        // closed, or a connection that was given up: who waits for it is told by its end
      }
    }
  }

  /** To the end of one of them, which is that of both. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream said = from.getInputStream();
      OutputStream heard = to.getOutputStream();
      said.transferTo(heard);
    } catch (IOException ended) {
      // one of them is gone
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
