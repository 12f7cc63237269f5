package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.testing.FakeApiServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom we take for the API server, and what we show to it. */
@Timeout(60)
class ClusterTlsTest {

  private static final String HERE = "127.0.0.1";

  private final HeldCertificate ours = authority("ours").build();
  private final HeldCertificate others = authority("others").build();
  private final List<Object> pauses = new ArrayList<>();

  @TempDir private Path folder;

  private static HeldCertificate.Builder authority(String name) {
    return new HeldCertificate.Builder().commonName(name).certificateAuthority(0);
  }

  private static HeldCertificate.Builder server(String name, HeldCertificate authority) {
    return new HeldCertificate.Builder().addSubjectAlternativeName(name).signedBy(authority);
  }

  private SSLContext identity(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .addTrustedCertificate(ours.certificate())
        .build()
        .sslContext();
  }

  private Handshakes known() {
    return new Handshakes(identity(server(HERE, ours).build()));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** A kubeconfig whose cluster says this beside its server. */
  private Access kubeconfig(FakeApiServer server, String cluster) throws IOException {
    return kubeconfig(server, cluster, "");
  }

  private Access kubeconfig(FakeApiServer server, String cluster, String user) throws IOException {
    return Access.of(
        file(
            "kubeconfig",
            """
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "%s", %s}}]
            users: [{name: u, user: {%s}}]
            """
                .formatted(server.url(), cluster, user)));
  }

  private String trusting(HeldCertificate authority) throws IOException {
    return "certificate-authority: \"" + file("ca.crt", authority.certificatePem()) + '"';
  }

  private void list(Access access) throws ListingException, ClusterAccessException {
    try (var cluster = Cluster.connect(access.build(), Access.nowhere(folder))) {
      cluster
          .pods(PodSelection.everywhere(), new Patience(5, new Random(7), pauses::add))
          .forEach(pod -> {});
    }
  }

  /** The one try ends with a sentence; nothing was asked. */
  private String distrust(FakeApiServer server, Access access) {
    var failure = assertThrows(ListingException.class, () -> list(access));
    assertEquals(Problem.FAILED, failure.problem(), failure::sentence);
    assertEquals(List.of(), pauses);
    assertEquals(List.of(), server.requests());
    return failure.sentence();
  }

  @Test
  void the_given_authority_is_trusted_as_a_file_and_as_data() throws Exception {
    try (var server = FakeApiServer.start(known())) {
      list(kubeconfig(server, trusting(ours)));
      byte[] pem = ours.certificatePem().getBytes(UTF_8);
      list(
          kubeconfig(
              server, "certificate-authority-data: " + Base64.getEncoder().encodeToString(pem)));
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void of_several_given_authorities_each_is_trusted() throws Exception {
    Path both =
        file(
            "both.crt",
            "# the old one\n" + others.certificatePem() + "\n# ours\n" + ours.certificatePem());
    try (var server = FakeApiServer.start(known())) {
      list(Access.of(server.url()).certificateAuthority(both));
    }
  }

  @Test
  void a_server_of_another_authority_is_asked_once_and_nothing() throws Exception {
    Handshakes handshakes = known();
    try (var server = FakeApiServer.start(handshakes)) {
      String sentence = distrust(server, kubeconfig(server, trusting(others)));
      assertTrue(sentence.contains("unable to find valid certification path"), sentence);
      assertEquals(1, handshakes.begun());
    }
  }

  @Test
  void beside_a_given_authority_the_systems_are_not_trusted() throws Exception {
    whileTheSystemTrusts(
        ours,
        () -> {
          try (var server = FakeApiServer.start(known())) {
            distrust(server, kubeconfig(server, trusting(others)));
            list(Access.of(server.url()));
          }
        });
  }

  private interface Play {
    void run() throws Exception;
  }

  private void whileTheSystemTrusts(HeldCertificate authority, Play play) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("public", authority.certificate());
    Path file = folder.resolve("system.p12");
    try (OutputStream bytes = Files.newOutputStream(file)) {
      store.store(bytes, "changeit".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    try {
      play.run();
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void without_an_authority_a_server_of_our_own_making_is_not_trusted() throws Exception {
    try (var server = FakeApiServer.start(known())) {
      distrust(server, Access.of(server.url()));
    }
  }

  @Test
  void an_authority_that_is_none_is_told_and_nobody_is_trusted() throws Exception {
    var access = Access.of("https://127.0.0.1:1");
    for (String content : List.of("", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
      access.certificateAuthority(file("none.crt", content));
      var refusal = assertThrows(ClusterAccessException.class, () -> list(access));
      assertTrue(
          String.valueOf(refusal.getMessage())
              .startsWith("the certificates for https://127.0.0.1:1/ cannot be used: "),
          refusal::getMessage);
    }
  }

  @Test
  void anybody_is_trusted_when_that_is_asked_for_and_only_then() throws Exception {
    try (var server =
        FakeApiServer.start(new Handshakes(identity(server("elsewhere", others).build())))) {
      list(kubeconfig(server, "insecure-skip-tls-verify: true"));
      list(kubeconfig(server, trusting(ours)).insecure());
      list(Access.of(server.url()).insecure());
    }
  }

  @Test
  void an_authority_by_flag_is_asked_whatever_the_kubeconfig_says() throws Exception {
    Path authority = file("flag.crt", ours.certificatePem());
    try (var server = FakeApiServer.start(new Handshakes(identity(server(HERE, others).build())))) {
      distrust(
          server,
          kubeconfig(server, "insecure-skip-tls-verify: true").certificateAuthority(authority));
    }
  }

  @Test
  void an_authority_that_nobody_would_ask_is_refused() throws Exception {
    try (var server = FakeApiServer.start(known())) {
      Access both = kubeconfig(server, trusting(ours) + ", insecure-skip-tls-verify: true");
      var refusal = assertThrows(ClusterAccessException.class, () -> list(both));
      assertEquals(
          "a certificate authority is given, and insecure-skip-tls-verify, which asks none: give"
              + " one of them",
          refusal.getMessage());
    }
  }

  @Test
  void a_server_is_known_by_its_urls_name_unless_the_kubeconfig_gives_another() throws Exception {
    var asked = new ArrayList<String>();
    try (var server =
        FakeApiServer.start(
            new Handshakes(
                identity(server("kubernetes.default", ours).build()),
                parameters -> parameters.setSNIMatchers(List.of(new AskedNames(asked)))))) {
      String sentence = distrust(server, kubeconfig(server, trusting(ours)));
      assertTrue(sentence.contains(HERE), sentence);
      assertEquals(List.of(), asked);
      list(kubeconfig(server, trusting(ours) + ", tls-server-name: kubernetes.default"));
      assertEquals(List.of("kubernetes.default"), asked);
    }
  }

  @Test
  void a_server_that_is_not_the_one_named_is_not_trusted() throws Exception {
    Handshakes handshakes = known();
    try (var server = FakeApiServer.start(handshakes)) {
      String sentence =
          distrust(
              server, kubeconfig(server, trusting(ours) + ", tls-server-name: kubernetes.default"));
      assertTrue(sentence.contains("kubernetes.default"), sentence);
      assertEquals(1, handshakes.begun());
    }
  }

  @Test
  void another_server_by_flag_has_its_own_name() throws Exception {
    try (var server = FakeApiServer.start(known())) {
      list(
          kubeconfig(server, trusting(ours) + ", tls-server-name: kubernetes.default")
              .server(server.url()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa", "rsa of PKCS#1"})
  void a_server_that_wants_to_know_us_is_shown_our_certificate(String kind) throws Exception {
    HeldCertificate.Builder made = new HeldCertificate.Builder().commonName("me").signedBy(ours);
    HeldCertificate me = (kind.startsWith("rsa") ? made.rsa2048() : made).build();
    String key = kind.endsWith("1") ? me.privateKeyPkcs1Pem() : me.privateKeyPkcs8Pem();
    String user =
        "client-certificate: \"%s\", client-key: \"%s\""
            .formatted(file("me.crt", me.certificatePem()), file("me.key", key));
    var curious =
        new Handshakes(
            identity(server(HERE, ours).build()), parameters -> parameters.setNeedClientAuth(true));
    try (var server = FakeApiServer.start(curious)) {
      list(kubeconfig(server, trusting(ours), user));
      assertEquals(1, curious.begun());
      assertThrows(ListingException.class, () -> list(kubeconfig(server, trusting(ours))));
      assertEquals(1, server.requests().size());
    }
  }

  /** In FIPS mode an API server knows no X25519. */
  @ParameterizedTest
  @CsvSource({
    "x25519,    rsa, TLSv1.3, 1",
    "secp256r1, rsa, TLSv1.3, 2",
    "secp384r1, rsa, TLSv1.3, 2",
    "x25519,    ec,  TLSv1.3, 1",
    "secp256r1, ec,  TLSv1.3, 2",
    "x25519,    rsa, TLSv1.2, 1",
    "secp256r1, rsa, TLSv1.2, 2",
    "secp256r1, ec,  TLSv1.2, 2",
  })
  void a_server_that_knows_but_one_group_is_reached(
      String group, String key, String version, int handshakes) throws Exception {
    HeldCertificate.Builder certificate = server(HERE, ours);
    var one =
        new Handshakes(
            identity((key.equals("rsa") ? certificate.rsa2048() : certificate).build()),
            parameters -> {
              parameters.setNamedGroups(new String[] {group});
              parameters.setProtocols(new String[] {version});
            });
    try (var server = FakeApiServer.start(one)) {
      list(kubeconfig(server, trusting(ours)));
      assertEquals(1, server.requests().size());
      assertEquals(handshakes, one.begun());
      assertEquals(List.of(), pauses);
    }
  }
}
