package io.kprofefe.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A server on a loopback port that does to its callers what it was told to: one {@link Fault} a
 * connection, in turn; the last one stays.
 */
public final class FaultServer implements AutoCloseable {

  private static final int LITTLE = 4096;

  private final ServerSocket listening;
  private final String scheme;
  private final List<Fault> faults;
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<SeenRequest> requests = new ConcurrentLinkedQueue<>();
  private final OpenSockets open = new OpenSockets();

  private FaultServer(ServerSocket listening, String scheme, List<Fault> faults)
      throws IOException {
    this.faults = faults;
    this.scheme = scheme;
    this.listening = listening;
    open.add(listening);
    // A small window, so that a caller cannot leave a large body in the kernel's buffers unread.
    listening.setReceiveBufferSize(LITTLE);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
  }

  /** A server that meets the first caller with the first fault, and all late ones with the last. */
  public static FaultServer that(Fault... faults) {
    try {
      return new FaultServer(new ServerSocket(), "http", List.of(faults)).started();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** The same over TLS, to anybody. */
  public static FaultServer secured(SSLContext context, Fault... faults) {
    return secured(context, false, faults);
  }

  /** The same to callers with a certificate that the context trusts. */
  public static FaultServer securedForKnown(SSLContext context, Fault... faults) {
    return secured(context, true, faults);
  }

  private static FaultServer secured(SSLContext context, boolean known, Fault... faults) {
    try {
      var listening = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
      listening.setNeedClientAuth(known);
      return new FaultServer(listening, "https", List.of(faults)).started();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  private FaultServer started() {
    Thread.ofVirtual().name("fault-server").start(this::accept);
    return this;
  }

  /**
   * An address on which nobody listens. Nobody ever accepted there either: a port whose accepting
   * thread is still about to end takes a last caller, and resets him.
   */
  public static URI nobody() {
    try (var shortLived = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + shortLived.getLocalPort());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** {@code http://127.0.0.1:PORT}, or {@code https}. */
  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** How many callers there were until now. */
  public int connections() {
    return connections.get();
  }

  /** The requests that were read to their end, in the order they ended. */
  public List<SeenRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    open.close();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        Fault fault = faults.get(Math.min(connections.getAndIncrement(), faults.size() - 1));
        Thread.ofVirtual().name("fault").start(() -> meet(caller, fault));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void meet(Socket caller, Fault fault) {
    open.add(caller);
    try (caller) {
      caller.setTcpNoDelay(true);
      fault.meet(new Conversation(caller, requests::add));
    } catch (IOException gone) {
      // The caller went first, which is what many of these tests are about.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
    }
  }
}
