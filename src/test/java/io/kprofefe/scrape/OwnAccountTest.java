package io.kprofefe.scrape;

import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.testing.Fault.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.Cluster;
import io.kprofefe.kubernetes.ClusterAccess;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.AskedAs.OwnAccount;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Target;
import io.kprofefe.target.Via;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SocksProxy;
import io.kprofefe.testing.Targets;
import io.kprofefe.testing.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API server is shown, and what asks it who we are. */
@Timeout(60)
class OwnAccountTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String ADDRESS = "127.0.0.1";
  private static final String RIGHT = "the verb get on something, see rbac/";

  /** Encrypted data of TLS 1.2 and 1.3, as it says, that nobody can decrypt. */
  private static final byte[] BROKEN_RECORD =
      HexFormat.of().parseHex("1703030020" + "00".repeat(32));

  @TempDir private Path folder;

  private TestAuthority authority;
  private Path token;

  @BeforeEach
  void files() throws IOException {
    authority = new TestAuthority(folder);
    token = Files.writeString(folder.resolve("token"), "acc0unt\n");
  }

  @Test
  void the_api_server_is_asked_by_its_name_with_our_token_and_whom_we_impersonate()
      throws Exception {
    try (var server = FaultServer.secured(authority.server("localhost"), answer(200, "profile"))) {
      Target target = target("localhost", server, Via.API_SERVER, false);
      assertEquals("profile", scraped(target, List.of("--as")));
      assertEquals(Optional.of("Bearer acc0unt"), header(server, "authorization"));
      assertEquals(Optional.of("jane"), header(server, "impersonate-user"));
    }
  }

  @Test
  void a_token_that_was_renewed_in_its_file_is_the_one_that_is_shown() throws Exception {
    try (var server =
            FaultServer.secured(
                authority.server(ADDRESS), answer(200, "profile"), answer(200, "profile"));
        var cluster = cluster(List.of());
        var scraper = scraper(cluster)) {
      Target target = target(ADDRESS, server, Via.DIRECT, false);
      ask(scraper, target);
      Files.writeString(token, "renewed\n");
      ask(scraper, target);
      assertEquals(
          Optional.of("Bearer renewed"), server.requests().getLast().header("authorization"));
    }
  }

  @Test
  void who_has_anybodys_certificate_is_shown_nothing_unless_that_is_asked_for() throws Exception {
    var stranger = new TestAuthority(folder.resolve("."));
    try (var server = FaultServer.secured(stranger.server("10.9.9.9"), answer(200, "profile"))) {
      ProfileFailure failure = failure(target(ADDRESS, server, Via.DIRECT, false));
      assertEquals(Outcome.TLS, failure.outcome());
      assertTrue(
          failure.reason().endsWith("; see --control-plane-insecure-skip-tls-verify"),
          failure.reason());
      assertEquals(0, server.requests().size());
      assertEquals("profile", scraped(target(ADDRESS, server, Via.DIRECT, true), List.of()));
      assertEquals(Optional.of("Bearer acc0unt"), header(server, "authorization"));
    }
  }

  /** The name that the API server's certificate has to have is not that of the others. */
  @Test
  void who_the_clusters_authority_vouches_for_is_known_by_his_own_address() throws Exception {
    try (var server = FaultServer.secured(authority.server(ADDRESS), answer(200, "profile"))) {
      Target target = target(ADDRESS, server, Via.DIRECT, false);
      assertEquals("profile", scraped(target, List.of("tls-server-name")));
    }
  }

  /** Whom the API server may be is said of the API server alone. */
  @Test
  void that_the_api_server_may_be_anybody_shows_the_others_nothing() throws Exception {
    try (var server = FaultServer.secured(authority.server(ADDRESS), answer(200, "profile"))) {
      Target controllerManager = target(ADDRESS, server, Via.DIRECT, false);
      var failure =
          assertThrows(ProfileFailure.class, () -> scraped(controllerManager, List.of("insecure")));
      assertEquals(Outcome.TLS, failure.outcome());
      assertEquals(0, server.requests().size());
      Target apiServer = target(ADDRESS, server, Via.API_SERVER, false);
      assertEquals("profile", scraped(apiServer, List.of("insecure")));
    }
  }

  @Test
  void who_may_be_anybody_and_speaks_no_tls_is_not_met_with_a_flag_that_is_given() {
    Fault plain = caller -> caller.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    try (var server = FaultServer.that(plain)) {
      ProfileFailure failure = failure(target(ADDRESS, server, Via.DIRECT, true));
      assertEquals(Outcome.TLS, failure.outcome());
      assertFalse(failure.reason().contains("--"), failure.reason());
    }
  }

  @Test
  void a_token_that_no_header_can_carry_asks_nobody_and_is_not_said() throws Exception {
    try (var server = FaultServer.secured(authority.server(ADDRESS), answer(200, "profile"))) {
      Files.writeString(token, "acc0unt\nsecret");
      ProfileFailure failure = failure(target(ADDRESS, server, Via.API_SERVER, false));
      assertTrue(failure.reason().startsWith("not asked: "), failure.reason());
      assertFalse(failure.reason().contains("secret"), failure.reason());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void the_api_server_is_asked_through_the_socks_proxy_that_its_lists_go_through()
      throws Exception {
    try (var server = FaultServer.secured(authority.server("localhost"), answer(200, "profile"));
        var proxy = new SocksProxy(server.port())) {
      Target target = target("localhost", server, Via.API_SERVER, false);
      assertEquals("profile", scraped(target, List.of("proxy-url: socks5://" + proxy)));
      assertEquals(1, proxy.taken());
    }
  }

  @Test
  void who_is_refused_is_told_what_the_account_needs() throws Exception {
    try (var server = FaultServer.secured(authority.server(ADDRESS), answer(403, "forbidden"))) {
      ProfileFailure failure = failure(target(ADDRESS, server, Via.API_SERVER, false));
      assertEquals(Outcome.HTTP_STATUS, failure.outcome());
      assertInstanceOf(AccountDenied.class, failure);
      assertTrue(
          failure.reason().endsWith(" answered with status 403: our account needs " + RIGHT),
          failure.reason());
    }
  }

  @Test
  void a_redirect_is_not_followed_with_the_token_nor_without() throws Exception {
    try (var elsewhere = FaultServer.that(answer(200, "profile"));
        var server =
            FaultServer.secured(
                authority.server(ADDRESS), answer(302, "", "Location: " + elsewhere.uri()))) {
      assertEquals(
          Outcome.REDIRECT, failure(target(ADDRESS, server, Via.API_SERVER, false)).outcome());
      assertEquals(0, elsewhere.connections());
    }
  }

  /** It may have been in the middle of a CPU profile. */
  @Test
  void who_breaks_off_tls_after_he_was_asked_is_not_asked_again() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var asked = new AtomicInteger();
      Thread.ofVirtual().start(() -> breakOff(server, asked));
      var endpoint =
          new Endpoint(
              Scheme.HTTPS, ADDRESS, server.getLocalPort(), Via.API_SERVER, "/debug/pprof");
      Target cpu =
          Targets.asked(target(endpoint, false), Targets.handler(ProfileType.CPU, "/debug/pprof"));
      ProfileFailure failure = failure(cpu);
      assertTrue(asked.get() == 1, asked + " times: " + failure.reason());
    }
  }

  /** Speaks TLS until it has heard a question, and no more then. */
  private void breakOff(ServerSocket server, AtomicInteger asked) {
    SSLSocketFactory tls = authority.server(ADDRESS).getSocketFactory();
    while (!server.isClosed()) {
      try (Socket raw = server.accept();
          var secured = (SSLSocket) tls.createSocket(raw, null, false)) {
        secured.startHandshake();
        if (secured.getInputStream().read() >= 0) {
          asked.incrementAndGet();
        }
        raw.getOutputStream().write(BROKEN_RECORD);
        raw.shutdownOutput();
        raw.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException gone) {
        // the caller has hung up, or the test is over
      }
    }
  }

  @Test
  void a_token_that_cannot_be_read_asks_nobody() throws Exception {
    try (var server = FaultServer.secured(authority.server(ADDRESS), answer(200, "profile"))) {
      Files.delete(token);
      ProfileFailure failure = failure(target(ADDRESS, server, Via.API_SERVER, false));
      assertTrue(
          failure.reason().startsWith("not asked: cannot read the token file"), failure.reason());
      assertEquals(0, server.connections());
    }
  }

  private static Optional<String> header(FaultServer server, String name) {
    return server.requests().getFirst().header(name);
  }

  private static Target target(String host, FaultServer server, Via via, boolean unchecked) {
    return target(new Endpoint(Scheme.HTTPS, host, server.port(), via, "/debug/pprof"), unchecked);
  }

  private static Target target(Endpoint endpoint, boolean unchecked) {
    Target pod = Targets.at("any", endpoint, HEAP);
    return new Target(
        pod.identity(),
        "",
        pod.service(),
        endpoint,
        pod.handlers(),
        pod.labels(),
        List.of(),
        new OwnAccount(RIGHT, unchecked));
  }

  private ProfileFailure failure(Target target) {
    return assertThrows(ProfileFailure.class, () -> scraped(target, List.of()));
  }

  private String scraped(Target target, List<String> more) throws Exception {
    try (var cluster = cluster(more);
        var scraper = scraper(cluster)) {
      return ask(scraper, target);
    }
  }

  private static Scraper scraper(Cluster cluster) {
    return new Scraper(
        new ScrapeSettings(LONG, LONG, 1 << 20),
        Route.direct(),
        Optional.empty(),
        Optional.of(cluster.login()));
  }

  private static String ask(Scraper scraper, Target target) throws ProfileFailure {
    try (var visit = scraper.visit(target);
        var answer = visit.ask(target.handlers().getFirst())) {
      return new String(answer.body(_ -> {}), UTF_8);
    }
  }

  private Cluster cluster(List<String> more) throws IOException, ClusterAccessException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: any
            contexts: [{name: any, context: {cluster: any, user: any}}]
            clusters:
              - name: any
                cluster: {server: "https://127.0.0.1:1", %s%s%s}
            users: [{name: any, user: {tokenFile: "%s"%s}}]
            """
                .formatted(
                    more.contains("insecure")
                        ? "insecure-skip-tls-verify: true"
                        : "certificate-authority: \"" + authority.file() + "\"",
                    more.stream()
                        .filter(setting -> setting.startsWith("proxy-url"))
                        .map(", "::concat)
                        .collect(Collectors.joining()),
                    more.contains("tls-server-name") ? ", tls-server-name: kubernetes" : "",
                    token,
                    more.contains("--as") ? ", as: jane" : ""));
    return Cluster.connect(ClusterAccess.ofKubeconfig(kubeconfig));
  }
}
