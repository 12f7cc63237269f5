package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.Forwarding;
import io.kprofefe.testing.ForwardingServer;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection to a pod's port, over servers that forward well, badly and not at all. */
class ForwardTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir private Path folder;

  interface Use {
    void of(Forward forward) throws Exception;
  }

  @Test
  void bytes_go_both_ways_and_the_head_says_who_asks_for_which_port() throws Exception {
    try (var server =
        ForwardingServer.that(caller -> {
          caller.upgrade();
          caller.begin();
          caller.data(caller.request().getBytes(UTF_8));
          caller.sendClose();
        })) {
      connected(
          server,
          forward -> {
            byte[] sent = "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8);
            forward.write(sent, 0, 5);
            forward.write(sent, 5, sent.length - 5);
            assertEquals("GET / HTTP/1.1\r\n\r\n", all(forward));
            assertThrows(IOException.class, () -> forward.write(sent, 0, 1));
          });
      String head = server.asked().getFirst();
      assertTrue(
          head.startsWith("GET /api/v1/namespaces/shop/pods/web-0/portforward?ports=6060 "), head);
      assertTrue(head.contains("\r\nAuthorization: Bearer token-of-jane\r\n"), head);
      assertTrue(head.contains("\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n"), head);
    }
  }

  @Test
  void who_may_not_forward_is_told_what_is_missing() throws Exception {
    String said =
        "pods \\\"web-0\\\" is forbidden: User \\\"jane\\\" cannot get resource"
            + " \\\"pods/portforward\\\" in API group \\\"\\\" in the namespace \\\"shop\\\"";
    try (var server = ForwardingServer.that(Forwarding.refusal(403, said))) {
      var refused = assertThrows(ForwardRefused.class, () -> connected(server, _ -> {}));
      assertTrue(refused.denied());
      assertEquals(
          "jane may not forward ports of pods in namespace shop:"
              + " needs get and create on pods/portforward there, see rbac/",
          refused.sentence());
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void another_refusal_is_told_in_the_servers_words(int code, String message, String said)
      throws Exception {
    try (var server = ForwardingServer.that(Forwarding.refusal(code, message))) {
      var refused = assertThrows(ForwardRefused.class, () -> connected(server, _ -> {}));
      assertEquals(said.formatted(server.url() + "/"), refused.sentence());
      assertEquals(code == 401 || code == 403, refused.denied());
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            401,
            "Unauthorized",
            "the API server %s answers 401:"
                + " the token or certificate it was sent is wrong or has expired"),
        Arguments.of(
            403,
            "denied by a policy",
            "the API server %s does not forward to the pod: it answers 403 denied by a policy"),
        Arguments.of(
            404,
            "pods \\\"web-0\\\" not found",
            "the pod is gone: the API server %s answers 404 pods \"web-0\" not found"),
        Arguments.of(
            500,
            "no\\u001b[31m node",
            "the API server %s does not forward to the pod: it answers 500 no\\u001B[31m node"));
  }

  @Test
  void a_port_at_which_nobody_listens_is_told_when_something_is_written_or_read() throws Exception {
    try (var server = ForwardingServer.that(Forwarding.connectionRefused())) {
      connected(
          server,
          forward -> {
            var lost = assertThrows(ForwardLost.class, () -> all(forward));
            assertEquals("connection refused in the pod", lost.sentence());
            assertThrows(ForwardLost.class, () -> forward.write(new byte[1], 0, 1));
          });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRules")
  void who_breaks_the_rules_is_hung_up_on(String what, Forwarding server, String said)
      throws Exception {
    var hungUp = new CountDownLatch(1);
    Forwarding watched =
        caller -> {
          caller.upgrade();
          server.meet(caller);
          try {
            caller.waitForTheCallerToGo();
          } finally {
            hungUp.countDown();
          }
        };
    try (var one = ForwardingServer.that(watched)) {
      var broken = assertThrows(ProtocolException.class, () -> connected(one, ForwardTest::all));
      assertEquals(said, broken.getMessage());
      hungUp.await();
    }
  }

  static Stream<Arguments> brokenRules() {
    String noChannel = "the API server forwards to a channel that there is not";
    String otherPort = "the API server forwards another port";
    return Stream.of(
        broken("no port bytes", caller -> caller.data(), otherPort),
        broken("another port", caller -> caller.binary(0, 1, 2), otherPort),
        broken("another port on the error channel", caller -> caller.binary(1, 1, 2), otherPort),
        broken("a third channel", caller -> caller.binary(2, 1, 2), noChannel),
        broken("no channel", caller -> caller.binary(), noChannel),
        broken("text", caller -> caller.text("0a"), "the API server forwards text, and no bytes"),
        broken(
            "a huge message",
            caller -> {
              caller.begin();
              caller.data(new byte[2 << 20]);
            },
            "the API server forwards too much at once"));
  }

  private static Arguments broken(String what, Forwarding server, String said) {
    return Arguments.of(what, server, said);
  }

  @Test
  void who_floods_is_not_read_further_than_we_read() throws Exception {
    var sent = new AtomicInteger();
    Forwarding flood =
        caller -> {
          caller.upgrade();
          caller.begin();
          while (true) {
            caller.data(new byte[32 << 10]);
            sent.incrementAndGet();
          }
        };
    try (var server = ForwardingServer.that(flood)) {
      connected(
          server,
          forward -> {
            int before = -1;
            while (before != sent.get()) { // until the kernel's buffers are full
              before = sent.get();
              Thread.sleep(200);
            }
            assertTrue(before < 1000, before + " messages were taken");
            byte[] some = new byte[64 << 10];
            for (long read = 0; read < (before + 100L) * (32 << 10); ) {
              read += forward.read(some, 0, some.length, LONG);
            }
          });
    }
  }

  @Test
  void silence_ends_at_the_timeout_before_and_after_the_beginning() throws Exception {
    try (var silent = ForwardingServer.that(caller -> caller.waitForTheCallerToGo())) {
      assertThrows(SocketTimeoutException.class, () -> use(silent, it -> it.connect(SHORT)));
    }
    Forwarding portless =
        caller -> {
          caller.upgrade();
          caller.waitForTheCallerToGo();
        };
    try (var silent = ForwardingServer.that(portless)) {
      assertThrows(SocketTimeoutException.class, () -> use(silent, it -> it.connect(SHORT)));
    }
    Forwarding mute =
        caller -> {
          caller.upgrade();
          caller.begin();
          caller.waitForTheCallerToGo();
        };
    try (var silent = ForwardingServer.that(mute)) {
      connected(
          silent,
          forward ->
              assertThrows(
                  SocketTimeoutException.class, () -> forward.read(new byte[1], 0, 1, SHORT)));
    }
  }

  @Test
  void closing_ends_what_waits_in_another_thread() throws Exception {
    var asked = new CountDownLatch(1);
    Forwarding silent =
        caller -> {
          asked.countDown();
          caller.waitForTheCallerToGo();
        };
    try (var server = ForwardingServer.that(silent);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      use(
          server,
          forward -> {
            var ended =
                threads.submit(
                    () -> assertThrows(SocketException.class, () -> forward.connect(LONG)));
            asked.await();
            forward.close();
            ended.get();
          });
    }
  }

  @Test
  void a_server_that_goes_in_the_middle_is_a_loss_and_no_end() throws Exception {
    Forwarding cut =
        caller -> {
          caller.upgrade();
          caller.begin();
          caller.data("HTTP/1.1".getBytes(UTF_8));
        };
    try (var server = ForwardingServer.that(cut)) {
      connected(server, forward -> assertThrows(IOException.class, () -> all(forward)));
    }
  }

  private void connected(ForwardingServer server, Use use) throws Exception {
    use(
        server,
        forward -> {
          forward.connect(LONG);
          use.of(forward);
        });
  }

  private void use(ForwardingServer server, Use use) throws Exception {
    try (var cluster = Cluster.connect(ClusterAccess.ofKubeconfig(server.kubeconfig(folder)));
        var forward = cluster.forwards().to("shop", "web-0", 6060)) {
      use.of(forward);
    }
  }

  private static String all(Forward forward) throws IOException {
    var all = new StringBuilder();
    byte[] some = new byte[3];
    for (int read; (read = forward.read(some, 0, some.length, LONG)) >= 0; ) {
      all.append(new String(some, 0, read, UTF_8));
    }
    return all.toString();
  }
}
