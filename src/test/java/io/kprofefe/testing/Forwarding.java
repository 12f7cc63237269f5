package io.kprofefe.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** What a {@link ForwardingServer} does with one caller. */
@FunctionalInterface
public interface Forwarding {

  void meet(Frames caller) throws IOException, InterruptedException;

  /** As an API server and a node do it, to whoever listens there. */
  static Forwarding to(InetSocketAddress pod) {
    return caller -> {
      caller.upgrade();
      caller.begin();
      try (var connection = new Socket(pod.getAddress(), pod.getPort())) {
        Thread.ofVirtual().start(() -> caller.pumpTo(connection));
        byte[] some = new byte[32 << 10];
        for (int read; (read = connection.getInputStream().read(some)) >= 0; ) {
          caller.data(Arrays.copyOf(some, read));
        }
      }
      caller.sendClose();
    };
  }

  /** A {@code Status} in place of the upgrade. */
  static Forwarding refusal(int code, String message) {
    return caller -> {
      String body =
          "{\"kind\": \"Status\", \"message\": \"" + message + "\", \"code\": " + code + "}";
      caller.send(
          "HTTP/1.1 %d Refused\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(code, body.length(), body));
    };
  }

  /** What the kubelet of Kubernetes 1.36 says when nobody listens at the port. */
  static Forwarding connectionRefused() {
    return caller -> {
      caller.upgrade();
      caller.begin();
      caller.error(
          "error forwarding port 6060 to pod 3f9c, uid : failed to execute portforward in network"
              + " namespace \"/var/run/netns/cni\": failed to connect to localhost:6060 inside"
              + " namespace, IPv4: dial tcp4 127.0.0.1:6060: connect: connection refused");
      caller.sendClose();
    };
  }
}
