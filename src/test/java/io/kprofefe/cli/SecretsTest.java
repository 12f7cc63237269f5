package io.kprofefe.cli;

import static io.kprofefe.testing.Fault.response;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.SeenRequest;
import io.kprofefe.testing.TestAuthority;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All that a failing run writes is searched for our credentials: standard output and error with all
 * their formats, the figures, and every file. The servers say back whatever they were told.
 */
@Timeout(300)
class SecretsTest {

  /** As long as Kubernetes' own: longer than what is shown of an answer, and than some buffers. */
  private static final String TOKEN = "eyJhbGci/iJSUzI1N+IsImtpZCI6IkxfX=".repeat(32);

  private static final String PASSWORD = "p@ss/w+rd %ä\"\\";

  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCY";

  private static final String CLUSTER_TOKEN = "cluster-t0ken";

  /** So many characters of a secret say what it is. */
  private static final int RECOGNIZABLE = 9;

  private static final String JSON = "-o json -v --log-format json";
  private static final String YAML = "-o yaml -v";
  private static final String TABLE = "-o table";

  /** How a server fails, and tells what it was told. */
  enum Failing {
    DENIED(said -> response(401, error(said), "WWW-Authenticate: " + said, "X-Echo: " + said)),
    ERROR(said -> response(500, error(said), "X-Echo: " + said)),
    UNAVAILABLE(said -> response(503, error(said), "Retry-After: 0", "X-Echo: " + said)),
    REDIRECT(said -> response(307, said, "Location: http://127.0.0.1:1/?token=" + encoded(said))),
    TEXT(said -> response(400, "x ".repeat(300) + said + ' ' + encoded(said) + ' ' + base64(said))),
    WRONG_STATUS_LINE(said -> "HTTP/1.1 " + said + "\r\n\r\n"),
    NOT_HTTP(said -> said + "\r\n\r\n"),
    WRONG_HEADER(said -> "HTTP/1.1 200 OK\r\n" + said + "\r\n\r\n"),
    WRONG_LENGTH(said -> "HTTP/1.1 200 OK\r\nContent-Length: " + said + "\r\n\r\n"),
    WRONG_CHUNK(said -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + said + "\r\n"),
    ID(said -> response(200, "{\"code\":200,\"body\":{\"id\":\"" + escaped(said) + "\"}}"));

    private interface Answer {
      String to(String said);
    }

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
    private final Answer answer;

    Failing(Answer answer) {
      this.answer = answer;
    }

    /** Says the header that came, and what stands in it. */
    Fault fault(String secret) {
      return caller -> {
        SeenRequest request = caller.readRequest();
        caller.send(answer.to(request.header("authorization").orElse("nothing") + " " + secret));
      };
    }

    /** In the words of Profefe and of Pyroscope. */
    private static String error(String said) {
      return "{\"code\":1,\"error\":\"%1$s\",\"message\":\"%1$s\"}".formatted(escaped(said));
    }
  }

  @TempDir private Path folder;

  private final PprofServer pprof = PprofServer.with(1);
  private final FakeApiServer api;

  SecretsTest() throws IOException {
    api = FakeApiServer.start();
  }

  @BeforeEach
  void serve_a_pod() {
    InetSocketAddress address = pprof.addresses().getFirst();
    pprof.serving("heap", Handler.profile(Profiles.at(Instant.now())));
    api.wantingToken(CLUSTER_TOKEN)
        .with(
            TestPod.enabled("shop", "web-0")
                .at(address.getAddress().getHostAddress())
                .annotated("profefe.com/port", Integer.toString(address.getPort())));
  }

  @AfterEach
  void close() {
    api.close();
    pprof.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_bearer_token_is_nowhere(Failing failing) throws IOException {
    String file = file("token", TOKEN + "\n");
    try (var server = FaultServer.that(failing.fault(TOKEN))) {
      search(
          List.of(JSON, TABLE),
          Map.of(),
          "--profefe-url=" + server.uri(),
          "--profefe-token-file=" + file,
          "--pyroscope-url=" + server.uri(),
          "--pyroscope-token-file=" + file,
          "--pushgateway-url=" + server.uri(),
          "--pushgateway-token-file=" + file);

      wasShown(server, "Bearer " + TOKEN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_password_is_nowhere(Failing failing) throws IOException {
    String file = file("basic", "ada:" + PASSWORD + "\n");
    try (var server = FaultServer.that(failing.fault(PASSWORD))) {
      search(
          List.of(YAML),
          Map.of(),
          "--profefe-url=" + server.uri(),
          "--profefe-basic-auth-file=" + file,
          "--pyroscope-url=" + server.uri(),
          "--pyroscope-basic-auth-file=" + file,
          "--pushgateway-url=" + server.uri(),
          "--pushgateway-basic-auth-file=" + file);

      wasShown(server, "Basic " + base64("ada:" + PASSWORD));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_password_of_a_url_is_nowhere(Failing failing) throws IOException {
    try (var server = FaultServer.that(failing.fault(PASSWORD))) {
      String url = "http://ada:" + encoded(PASSWORD) + "@127.0.0.1:" + server.port();

      search(
          List.of(TABLE),
          Map.of(
              "KPROFEFE_PROFEFE_URL", url,
              "KPROFEFE_PYROSCOPE_URL", url,
              "KPROFEFE_PUSHGATEWAY_URL", url));

      wasShown(server, "Basic " + base64("ada:" + PASSWORD));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keys_for_object_storage_are_nowhere(Failing failing) throws IOException {
    try (var server = FaultServer.that(failing.fault(SECRET_KEY + " " + TOKEN))) {
      search(
          List.of(JSON, TABLE),
          Map.of(
              "AWS_ACCESS_KEY_ID", "tester",
              "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
              "AWS_SESSION_TOKEN", TOKEN),
          "--objects=s3://profiles",
          "--objects-endpoint=" + server.uri());

      assertTrue(server.requests().size() > 2);
      for (SeenRequest request : server.requests()) {
        assertEquals(Optional.of(TOKEN), request.header("x-amz-security-token"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_web_identity_is_nowhere(Failing failing) throws IOException {
    String file = file("token", TOKEN + "\n");
    try (var server = FaultServer.that(failing.fault(TOKEN))) {
      search(
          List.of(YAML),
          Map.of(
              "AWS_ROLE_ARN",
              "arn:aws:iam::1:role/a",
              "AWS_WEB_IDENTITY_TOKEN_FILE",
              file,
              "AWS_ENDPOINT_URL",
              server.uri().toString()),
          "--objects=s3://profiles");

      assertTrue(server.requests().size() > 1);
      for (SeenRequest request : server.requests()) {
        assertTrue(
            new String(request.body(), UTF_8).endsWith("WebIdentityToken=" + encoded(TOKEN)));
      }
    }
  }

  @Test
  void none_is_where_nobody_answers() throws IOException {
    searchWithAllThereIs(FaultServer.nobody(), new TestAuthority(folder));
  }

  @Test
  void none_is_where_a_server_fails_over_tls() throws IOException {
    var authority = new TestAuthority(folder);
    Fault fault = Failing.WRONG_STATUS_LINE.fault(TOKEN);
    try (var server = FaultServer.securedForKnown(authority.server("127.0.0.1"), fault)) {
      searchWithAllThereIs(server.uri(), authority);

      wasShown(server, "Bearer " + TOKEN);
    }
  }

  @Test
  void none_is_where_a_server_is_not_believed() throws IOException {
    var another = new TestAuthority(Files.createDirectory(folder.resolve("another")));
    Fault fault = Failing.ERROR.fault(TOKEN);
    try (var server = FaultServer.secured(another.server("127.0.0.1"), fault)) {
      searchWithAllThereIs(server.uri(), new TestAuthority(folder));

      assertEquals(List.of(), server.requests());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_token_for_pods_is_nowhere(Failing failing) throws IOException {
    var authority = new TestAuthority(folder);
    String token = file("token", TOKEN);
    try (var pod = FaultServer.secured(authority.server("127.0.0.1"), failing.fault(TOKEN))) {
      api.with(
          TestPod.enabled("shop", "web-1")
              .at("127.0.0.1")
              .annotated("profefe.com/port", Integer.toString(pod.port()))
              .annotated("profefe.com/scheme", "https"));
      collect(
          List.of(JSON, TABLE),
          Map.of(),
          "--dir=" + folder.resolve("profiles"),
          "--max-failure-ratio=0",
          "--target-grant-namespace=shop",
          "--target-ca-file=" + authority.file(),
          "--target-token-file=" + token);

      assertEquals(
          Optional.of("Bearer " + TOKEN), pod.requests().getFirst().header("authorization"));
    }
  }

  @Test
  void none_is_where_files_are_mixed_up() throws IOException {
    String key = file("key", new HeldCertificate.Builder().build().privateKeyPkcs8Pem());
    String token = file("token", TOKEN + "\n" + TOKEN);
    for (String option :
        List.of("token-file", "basic-auth-file", "ca-file", "client-certificate")) {
      for (String file : List.of(key, token)) {
        search(
            List.of(TABLE),
            Map.of("KPROFEFE_PROFEFE_CLIENT_KEY", option.equals("client-certificate") ? key : ""),
            "--profefe-url=https://127.0.0.1:1",
            "--profefe-" + option + "=" + file);
      }
    }
  }

  /** The same with every kind of file. */
  private void searchWithAllThereIs(URI server, TestAuthority authority) throws IOException {
    HeldCertificate job = authority.issue("job").build();
    var words = new ArrayList<String>();
    String url = "https://127.0.0.1:" + server.getPort();
    for (String name : List.of("--profefe", "--pyroscope", "--pushgateway")) {
      words.add(name + "-url=" + url);
      words.add(name + "-token-file=" + file("token", TOKEN));
      words.add(name + "-ca-file=" + authority.file());
      words.add(name + "-client-certificate=" + authority.chain(job));
      words.add(name + "-client-key=" + authority.key(job));
    }
    search(List.of(JSON), Map.of(), words.toArray(String[]::new));
  }

  /** Runs what fails, in these formats, and looks at everything that came of it. */
  private void search(List<String> formats, Map<String, String> environment, String... servers)
      throws IOException {
    var read =
        Stream.concat(Stream.of("top", "--all-services", "-v"), Stream.of(servers))
            .filter(word -> !word.startsWith("--pushgateway"))
            .filter(word -> !word.startsWith("--pyroscope"));
    assertNowhere(Called.with(environment, read.toArray(String[]::new)));
    collect(formats, environment, servers);
  }

  private void collect(List<String> formats, Map<String, String> environment, String... servers)
      throws IOException {
    for (String format : formats) {
      var words = new ArrayList<>(List.of("collect", "-n", "shop", "--profiles=heap"));
      words.addAll(List.of("--pod-cidr=127.0.0.0/8", "--token=" + CLUSTER_TOKEN));
      words.add("--kubeconfig=" + api.kubeconfig(folder));
      words.add("--metrics-file=" + written().resolve("run.prom"));
      words.add("--spool-dir=" + written().resolve("spool"));
      words.addAll(List.of(format.split(" ")));
      words.addAll(List.of(servers));
      assertNowhere(Called.with(environment, words.toArray(String[]::new)));
    }
  }

  private void assertNowhere(Called called) throws IOException {
    assertNotEquals(0, called.code(), called.toString());
    assertNowhere(called.out());
    assertNowhere(called.err());
    try (var files = Files.walk(written())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertNowhere(Files.readString(file, ISO_8859_1));
      }
    }
  }

  private static void assertNowhere(String text) {
    Stream.of(TOKEN, PASSWORD, SECRET_KEY, CLUSTER_TOKEN, "PRIVATE KEY")
        .flatMap(secret -> Stream.of(secret, base64(secret), encoded(secret), "ada:" + secret))
        .flatMap(form -> Stream.of(form, form.toLowerCase(Locale.ROOT)))
        .map(form -> form.substring(0, Math.min(form.length(), RECOGNIZABLE)))
        .forEach(form -> assertFalse(text.contains(form), () -> form + " is in: " + text));
  }

  /** So that nothing was found because nothing was there. */
  private static void wasShown(FaultServer server, String authorization) {
    List<String> shown =
        server.requests().stream()
            .filter(request -> request.header("authorization").orElse("").equals(authorization))
            .map(SeenRequest::target)
            .toList();
    assertEquals(server.requests().size(), shown.size());
    for (String asked : List.of("/metrics/", "/api/0/", "/push.v1.")) {
      assertTrue(shown.stream().anyMatch(target -> target.startsWith(asked)), shown.toString());
    }
  }

  private Path written() throws IOException {
    return Files.createDirectories(folder.resolve("written"));
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
