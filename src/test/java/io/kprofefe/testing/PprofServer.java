package io.kprofefe.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many pods in one process: serves {@code /debug/pprof} on loopback addresses of its own, and says
 * who asked for what, and how many were asking at once.
 */
public final class PprofServer implements AutoCloseable {

  /** What one handler does with one request. */
  @FunctionalInterface
  public interface Handler {

    void answer(Conversation caller) throws IOException, InterruptedException;

    /** A 200 with these bytes; the connection stays open. */
    static Handler profile(byte[] bytes) {
      return status(200, bytes);
    }

    static Handler status(int status, byte[] body) {
      return caller -> {
        caller.send(
            "HTTP/1.1 %d Status\r\nContent-Length: %d\r\n\r\n".formatted(status, body.length));
        caller.send(body);
      };
    }

    /** Goes on when the gate is open. */
    default Handler behind(CountDownLatch gate) {
      return caller -> {
        gate.await();
        answer(caller);
      };
    }

    /** Opens the gate by one, and goes on when it is open: so many must be here at once. */
    default Handler meetingAt(CountDownLatch gate) {
      return caller -> {
        gate.countDown();
        gate.await();
        answer(caller);
      };
    }
  }

  private final List<ServerSocket> pods = new ArrayList<>();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final OpenSockets open = new OpenSockets();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  private PprofServer() {}

  /** So many pods, from 127.1.0.0 on, each with a free port. What has no handler is a 404. */
  public static PprofServer with(int pods) {
    var server = new PprofServer();
    try {
      for (int i = 0; i < pods; i++) {
        server.add(new byte[] {127, 1, (byte) (i >> 8), (byte) i});
      }
    } catch (IOException noPort) {
      server.close();
      throw new UncheckedIOException(noPort);
    }
    return server;
  }

  /** What is served as {@code /debug/pprof/} and this name. */
  public PprofServer serving(String name, Handler handler) {
    handlers.put(name, handler);
    return this;
  }

  /** Where the pods are. */
  public List<InetSocketAddress> addresses() {
    return pods.stream().map(pod -> (InetSocketAddress) pod.getLocalSocketAddress()).toList();
  }

  /** What was asked for, such as {@code profile?seconds=30}, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The most requests that were being answered at the same time. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  @Override
  public void close() {
    open.close();
  }

  private void add(byte[] address) throws IOException {
    var pod = new ServerSocket(0, 50, InetAddress.getByAddress(address));
    pods.add(pod);
    open.add(pod);
    Thread.ofVirtual().name("pod").start(() -> accept(pod));
  }

  private void accept(ServerSocket pod) {
    while (!pod.isClosed()) {
      try {
        Socket caller = pod.accept();
        Thread.ofVirtual().name("pprof").start(() -> meet(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void meet(Socket caller) {
    open.add(caller);
    try (caller) {
      caller.setTcpNoDelay(true);
      var conversation = new Conversation(caller, seen -> {});
      while (true) {
        answer(conversation);
      }
    } catch (IOException gone) {
      // The caller has all it wanted.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
    }
  }

  private void answer(Conversation caller) throws IOException, InterruptedException {
    String asked = caller.readRequest().target().replaceFirst("^/debug/pprof/", "");
    requests.add(asked);
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      String name = asked.replaceFirst("\\?.*", "");
      Objects.requireNonNullElse(handlers.get(name), Handler.status(404, new byte[0]))
          .answer(caller);
    } finally {
      atOnce.decrementAndGet();
    }
  }
}
