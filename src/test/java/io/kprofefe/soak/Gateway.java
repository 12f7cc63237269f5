package io.kprofefe.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands before a registry, at one address whatever becomes of that: passes on what comes, or
 * answers 503. While nobody is behind it, it takes what is sent and closes, as a proxy does.
 */
final class Gateway implements AutoCloseable {

  private static final byte[] AWAY =
      "HTTP/1.1 503 Away\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

  private final ServerSocket listening = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile InetSocketAddress registry;
  private volatile boolean away;

  Gateway(InetSocketAddress registry) throws IOException {
    this.registry = registry;
    Thread.ofVirtual().name("gateway").start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** From now on the registry is there. */
  void leadTo(InetSocketAddress other) {
    registry = other;
  }

  /** Whether it answers 503. */
  void away(boolean now) {
    away = now;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket each : open) {
      each.close();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        Thread.ofVirtual().name("gateway").start(() -> meet(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void meet(Socket caller) {
    open.add(caller);
    try (caller) {
      if (away) {
        caller.getOutputStream().write(AWAY);
        caller.getInputStream().transferTo(OutputStream.nullOutputStream());
      } else {
        pass(caller);
      }
    } catch (IOException gone) {
      // One of the two went first.
    } finally {
      open.remove(caller);
    }
  }

  /** Until the registry has said all, or the caller is gone. */
  private void pass(Socket caller) throws IOException {
    try (var behind = new Socket()) {
      behind.connect(registry);
      Thread.ofVirtual().name("gateway").start(() -> passOn(caller, behind));
      behind.getInputStream().transferTo(caller.getOutputStream());
    }
  }

  private static void passOn(Socket caller, Socket behind) {
    try (behind) {
      caller.getInputStream().transferTo(behind.getOutputStream());
    } catch (IOException gone) {
      // The other direction tells.
    }
  }
}
