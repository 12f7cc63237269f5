package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What forwards to pods before a {@link FakeApiServer}, to which it hands on all else. On
 * 127.0.0.1, on a free port.
 */
public final class ForwardingServer implements AutoCloseable {

  private final ServerSocket listening;
  private final int api;
  private final Forwarding forwarding;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final OpenSockets open = new OpenSockets();

  private ForwardingServer(int api, Forwarding forwarding) throws IOException {
    this.listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    this.api = api;
    this.forwarding = forwarding;
    open.add(listening);
    Thread.ofVirtual().name("forwarding-server").start(this::accept);
  }

  /** One that does nothing but forward. */
  public static ForwardingServer that(Forwarding forwarding) {
    return before(-1, forwarding);
  }

  public static ForwardingServer before(FakeApiServer api, Forwarding forwarding) {
    return before(api.port(), forwarding);
  }

  private static ForwardingServer before(int api, Forwarding forwarding) {
    try {
      return new ForwardingServer(api, forwarding);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Writes a kubeconfig for this server into the folder, with a token in it. */
  public Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("forwarding-kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: fake
        contexts: [{name: fake, context: {cluster: fake, user: fake, namespace: shop}}]
        clusters: [{name: fake, cluster: {server: "%s"}}]
        users: [{name: fake, user: {token: "token-of-jane"}}]
        """
            .formatted(url()));
  }

  /** The heads of the requests for a forward, in their order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    open.close();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        open.add(caller);
        Thread.ofVirtual().name("forwarding").start(() -> meet(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void meet(Socket caller) {
    try (caller) {
      caller.setTcpNoDelay(true);
      String head = head(caller.getInputStream());
      if (head.contains("/portforward?")) {
        asked.add(head);
        forwarding.meet(new Frames(caller, head));
      } else {
        handOn(head, caller);
      }
    } catch (IOException gone) {
      // the caller went first, or was meant to
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOn(String head, Socket caller) throws IOException {
    try (var behind = new Socket(InetAddress.getLoopbackAddress(), api)) {
      open.add(behind);
      behind.getOutputStream().write(head.getBytes(US_ASCII));
      Thread.ofVirtual().start(() -> pump(caller, behind));
      behind.getInputStream().transferTo(caller.getOutputStream());
    }
  }

  private static void pump(Socket from, Socket to) {
    try (OutputStream out = to.getOutputStream()) {
      from.getInputStream().transferTo(out);
    } catch (IOException ended) {
      // so has the conversation
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("nobody asked");
      }
      head.append((char) read);
    }
    return head.toString();
  }
}
