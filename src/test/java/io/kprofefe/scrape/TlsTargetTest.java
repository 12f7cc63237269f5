package io.kprofefe.scrape;

import static io.kprofefe.profile.ProfileType.HEAP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Via;
import io.kprofefe.testing.Conversation;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTargetTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void a_certificate_that_nobody_vouches_for_fails_as_tls() throws Exception {
    try (var server = selfSigned()) {
      Thread.ofVirtual().start(() -> shakeHands(server));
      ProfileFailure failure = failure(server.getLocalPort(), LONG);
      assertEquals(Outcome.TLS, failure.outcome());
      assertTrue(failure.reason().startsWith("no TLS with https://127.0.0.1:"), failure.reason());
    }
  }

  @Test
  void a_server_without_tls_fails_as_tls() throws ProfileFailure {
    Fault plain = caller -> caller.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    try (var server = FaultServer.that(plain)) {
      assertEquals(Outcome.TLS, failure(server.port(), LONG).outcome());
    }
  }

  @Test
  void a_handshake_that_does_not_end_is_a_timeout() throws ProfileFailure {
    try (var server = FaultServer.that(Conversation::waitForTheCallerToGo)) {
      assertEquals(Outcome.TIMEOUT, failure(server.port(), Duration.ofMillis(300)).outcome());
    }
  }

  private static ProfileFailure failure(int port, Duration margin) throws ProfileFailure {
    var endpoint =
        new Endpoint(
            Scheme.HTTPS, InetAddress.getLoopbackAddress(), port, Via.DIRECT, "/debug/pprof");
    try (var scraper = new Scraper(new ScrapeSettings(LONG, margin, 1));
        var visit = scraper.visit(Targets.at("web-0", endpoint))) {
      return assertThrows(ProfileFailure.class, () -> visit.ask(Targets.handler(HEAP)));
    }
  }

  private static void shakeHands(SSLServerSocket server) {
    try (var caller = (SSLSocket) server.accept()) {
      caller.startHandshake();
    } catch (IOException refused) {
      // The caller does not trust us.
    }
  }

  private SSLServerSocket selfSigned() throws Exception {
    Path file = folder.resolve("key.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair", "-alias", "a"));
    command.addAll(List.of("-keyalg", "EC", "-dname", "CN=target", "-ext", "san=ip:127.0.0.1"));
    command.addAll(List.of("-storepass", "changeit", "-keystore", file.toString()));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());

    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "changeit".toCharArray());
    }
    var managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }
}
