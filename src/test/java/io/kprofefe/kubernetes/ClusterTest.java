package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.ApiRequest;
import io.kprofefe.testing.FakeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags over kubeconfig over service account, as kubectl does it. */
@Timeout(60)
class ClusterTest {

  @TempDir Path home;

  private FakeApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Two clusters, of which one is nowhere; users of each kind; the context {@code shop} is on. */
  private Path kubeconfig(String name) throws IOException {
    Files.writeString(home.resolve("token"), "from-file\n");
    return Files.writeString(
        home.resolve(name),
        """
        apiVersion: v1
        kind: Config
        current-context: shop
        contexts:
        - {name: shop, context: {cluster: here, user: token, namespace: shop}}
        - {name: plain, context: {cluster: here, user: token}}
        - {name: away, context: {cluster: nowhere, user: token}}
        - {name: broken, context: {cluster: here, user: nobody}}
        - {name: serverless, context: {cluster: serverless, user: token}}
        clusters:
        - {name: here, cluster: {server: "%s", tls-server-name: kubernetes.default}}
        - {name: nowhere, cluster: {server: "http://127.0.0.1:1"}}
        - {name: serverless, cluster: {}}
        users:
        - {name: token, user: {token: from-kubeconfig}}
        - {name: file, user: {tokenFile: token}}
        - {name: as, user: {token: t, as: jane, as-groups: [dev]}}
        - name: exec
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: sh
              args: [%s]
        """
            .formatted(server.url(), plugin()));
  }

  private Path plugin() throws IOException {
    return Files.writeString(
        home.resolve("plugin.sh"),
        """
        touch %s
        echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"from-plugin"}}'
        """
            .formatted(home.resolve("plugin-ran")));
  }

  private ApiRequest requestOf(ClusterAccess access, Surroundings surroundings) throws Exception {
    try (var cluster = Cluster.connect(access, surroundings)) {
      cluster.pods(PodSelection.everywhere()).forEach(pod -> {});
    }
    return server.requests().getLast();
  }

  private ApiRequest requestOf(Access access) throws Exception {
    return requestOf(access.build(), Access.nowhere(home));
  }

  private String refusalOf(ClusterAccess access, Surroundings surroundings) {
    var refusal =
        assertThrows(
            ClusterAccessException.class, () -> Cluster.connect(access, surroundings).close());
    return String.valueOf(refusal.getMessage());
  }

  private String refusalOf(Access access) {
    return refusalOf(access.build(), Access.nowhere(home));
  }

  @Test
  void the_current_context_says_server_token_and_namespace() throws Exception {
    var access = ClusterAccess.ofKubeconfig(kubeconfig("config"));
    assertEquals(
        Optional.of("from-kubeconfig"), requestOf(Access.of(home.resolve("config"))).token());
    try (var cluster = Cluster.connect(access)) {
      assertEquals("shop", cluster.namespace());
    }
  }

  @Test
  void a_context_without_a_namespace_means_default() throws Exception {
    var access = Access.of(kubeconfig("config")).context("plain").build();
    try (var cluster = Cluster.connect(access)) {
      assertEquals("default", cluster.namespace());
    }
  }

  @Test
  void flags_replace_what_the_context_says() throws Exception {
    Path file = kubeconfig("config");
    assertEquals(
        Optional.of("from-file"),
        requestOf(Access.of(file).context("away").cluster("here").user("file")).token());
    assertEquals(
        Optional.of("from-flag"),
        requestOf(Access.of(file).context("away").server(server.url()).token("from-flag")).token());
  }

  @Test
  void an_exec_plugin_gives_the_token_unless_a_flag_does() throws Exception {
    Path file = kubeconfig("config");
    assertEquals(
        Optional.of("from-flag"),
        requestOf(Access.of(file).user("exec").token("from-flag")).token());
    assertTrue(Files.notExists(home.resolve("plugin-ran")));
    assertEquals(Optional.of("from-plugin"), requestOf(Access.of(file).user("exec")).token());
  }

  @Test
  void impersonation_comes_from_flags_or_the_kubeconfig() throws Exception {
    Path file = kubeconfig("config");
    Map<String, List<String>> flagged =
        requestOf(Access.of(file).as("jim", "ops", "dev")).headers();
    assertEquals(List.of("jim"), flagged.get("Impersonate-user"));
    assertEquals(List.of("ops", "dev"), flagged.get("Impersonate-group"));
    Map<String, List<String>> configured = requestOf(Access.of(file).user("as")).headers();
    assertEquals(List.of("jane"), configured.get("Impersonate-user"));
    assertEquals(List.of("dev"), configured.get("Impersonate-group"));
  }

  @Test
  void a_server_alone_needs_no_kubeconfig_and_gets_no_credential() throws Exception {
    assertEquals(Optional.empty(), requestOf(Access.of(server.url())).token());
  }

  @Test
  void the_environment_names_kubeconfigs_of_which_the_first_wins() throws Exception {
    Path file = kubeconfig("config");
    Path first =
        Files.writeString(
            home.resolve("first"),
            """
            current-context: mine
            contexts: [{name: mine, context: {cluster: here, user: file, namespace: lab}}]
            """);
    String variable = first + ":" + home.resolve("missing") + ":" + file;
    var surroundings = Access.with(home, Map.of("KUBECONFIG", variable));
    assertEquals(
        Optional.of("from-file"), requestOf(ClusterAccess.unspecified(), surroundings).token());
    try (var cluster = Cluster.connect(ClusterAccess.unspecified(), surroundings)) {
      assertEquals("lab", cluster.namespace());
    }
  }

  @Test
  void the_kubeconfig_at_home_is_found() throws Exception {
    Files.createDirectory(home.resolve(".kube"));
    Files.move(kubeconfig("config"), home.resolve(".kube").resolve("config"));
    assertEquals(Optional.of("from-kubeconfig"), requestOf(Access.unspecified()).token());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          context | no context "gone" in %s; it has shop, plain, away, broken, serverless
          cluster | no cluster "gone" in %s; it has here, nowhere, serverless
          user    | no user "gone" in %s; it has token, file, as, exec
          """)
  void an_unknown_name_is_told_with_those_there_are(String flag, String said) throws Exception {
    Path file = kubeconfig("config");
    Access access = Access.of(file);
    Access named =
        switch (flag) {
          case "context" -> access.context("gone");
          case "cluster" -> access.cluster("gone");
          default -> access.user("gone");
        };
    assertEquals(said.formatted(file), refusalOf(named));
  }

  @Test
  void a_context_that_leads_nowhere_is_told() throws Exception {
    Path file = kubeconfig("config");
    assertTrue(refusalOf(Access.of(file).context("broken")).startsWith("no user \"nobody\" in "));
    assertEquals(
        "the server of cluster \"serverless\" is \"\": allowed is a URL without a password, such as"
            + " https://10.0.0.1:6443",
        refusalOf(Access.of(file).context("serverless")));
    Path undecided = Files.writeString(home.resolve("undecided"), "users: [{name: me, user: {}}]");
    assertTrue(refusalOf(Access.of(undecided)).contains("chooses no cluster"));
  }

  @Test
  void a_kubeconfig_that_is_missing_or_broken_is_told() throws Exception {
    Path missing = home.resolve("missing");
    assertEquals("no kubeconfig at " + missing + ": no such file", refusalOf(Access.of(missing)));
    assertEquals(
        "KUBECONFIG names " + missing + ": no such file",
        refusalOf(
            ClusterAccess.unspecified(),
            Access.with(home, Map.of("KUBECONFIG", missing.toString()))));
    for (String content : List.of("just words", "{", "[1, 2]", "contexts: 7")) {
      Path broken = Files.writeString(home.resolve("broken"), content);
      assertTrue(refusalOf(Access.of(broken)).startsWith(broken + " is not a kubeconfig"), content);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "empty", "but-a-comment", "says-nothing"})
  void an_empty_kubeconfig_is_none_as_for_kubectl(String name) throws Exception {
    Path file = emptyKubeconfig(name);
    var variable = Access.with(home, Map.of("KUBECONFIG", file.toString()));
    String none =
        "no cluster to talk to: " + file + " is empty, and no service account of a pod; give ";
    assertTrue(refusalOf(Access.of(file)).startsWith(none), refusalOf(Access.of(file)));
    assertTrue(refusalOf(ClusterAccess.unspecified(), variable).startsWith(none));
    assertEquals(
        "--context, --cluster and --user choose from a kubeconfig: " + file + " is empty",
        refusalOf(Access.of(file).context("x")));
    assertEquals(
        Optional.of("of-a-flag"),
        requestOf(Access.of(file).server(server.url()).token("of-a-flag")).token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "empty", "but-a-comment", "says-nothing"})
  void with_an_empty_kubeconfig_a_pod_is_its_service_account(String name) throws Exception {
    Path file = emptyKubeconfig(name);
    Path mount = Files.createDirectory(home.resolve("serviceaccount"));
    Files.writeString(mount.resolve("token"), "of-the-pod\n");
    Files.writeString(mount.resolve("namespace"), "jobs\n");
    var pod =
        Access.with(home, Map.of("KUBERNETES_SERVICE_HOST", "h", "KUBECONFIG", file.toString()));
    for (var access : List.of(ClusterAccess.unspecified(), ClusterAccess.ofKubeconfig(file))) {
      var config = ClientSettings.of(access, pod);
      assertEquals("https://h:443/", config.getMasterUrl());
      assertEquals("of-the-pod", config.getOauthTokenProvider().getToken());
      assertEquals("jobs", config.getNamespace());
    }
  }

  private Path emptyKubeconfig(String name) throws IOException {
    Files.createFile(home.resolve("empty"));
    Files.writeString(home.resolve("but-a-comment"), "# to be filled");
    Files.writeString(home.resolve("says-nothing"), "kind: Config");
    return home.resolve(name);
  }

  @Test
  void of_several_kubeconfigs_an_empty_one_does_not_matter() throws Exception {
    String files = "/dev/null:" + kubeconfig("config");
    assertEquals(
        Optional.of("from-kubeconfig"),
        requestOf(ClusterAccess.unspecified(), Access.with(home, Map.of("KUBECONFIG", files)))
            .token());
  }

  @Test
  void no_cluster_at_all_is_told_with_the_ways_to_one() {
    String refusal = refusalOf(Access.unspecified());
    assertTrue(refusal.startsWith("no cluster to talk to: there is no kubeconfig at "), refusal);
    assertTrue(refusal.endsWith("give --kubeconfig or --server"), refusal);
    assertTrue(refusalOf(Access.unspecified().context("x")).startsWith("--context, --cluster"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "ftp://x", "https://", "https://u:p@host", "a b", ""})
  void a_server_is_an_http_url(String url) {
    assertEquals(
        "--server is \""
            + url.replace("u:p", "***")
            + "\": allowed is a URL without a password, such as https://10.0.0.1:6443",
        refusalOf(Access.of(url)));
  }

  @Test
  void a_certificate_authority_that_cannot_be_read_is_told() {
    var access = Access.of("https://127.0.0.1:1");
    assertEquals(
        "--certificate-authority " + home + "/no.crt: no such file, or it cannot be read",
        refusalOf(access.certificateAuthority(home.resolve("no.crt"))));
  }

  @Test
  void in_a_pod_the_service_account_says_everything() throws Exception {
    Path mount = Files.createDirectory(home.resolve("serviceaccount"));
    Files.writeString(mount.resolve("token"), "of-the-pod\n");
    Files.writeString(mount.resolve("namespace"), "jobs\n");
    var pod =
        Access.with(
            home, Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"));
    var config = ClientSettings.of(ClusterAccess.unspecified(), pod);
    assertEquals("https://[fd00::1]:6443/", config.getMasterUrl());
    assertEquals("of-the-pod", config.getOauthTokenProvider().getToken());
    assertEquals("jobs", config.getNamespace());
    assertEquals(0, config.getRequestRetryBackoffLimit());
    // the pod's own token is for the pod's own cluster
    assertEquals(Optional.empty(), requestOf(Access.of(server.url()).build(), pod).token());
    assertEquals(
        Optional.of("from-kubeconfig"),
        requestOf(Access.of(kubeconfig("config")).build(), pod).token());
  }

  @Test
  void a_token_file_is_read_again_for_each_request_and_after_a_401() throws Exception {
    Path file = kubeconfig("config");
    server.wantingToken("from-file");
    try (var cluster = Cluster.connect(Access.of(file).user("file").build())) {
      Pods pods = cluster.pods(PodSelection.everywhere());
      pods.forEach(pod -> {});
      Files.writeString(home.resolve("token"), "renewed");
      server.wantingToken("renewed").onRequest(2, ApiFault.refused(401, "not yet"));
      pods.forEach(pod -> {});
      assertEquals(3, server.requests().size());
      server.wantingToken("another");
      assertThrows(ListingException.class, () -> pods.forEach(pod -> {}));
      assertEquals(5, server.requests().size());
    }
  }

  @Test
  void a_token_file_that_is_gone_is_told_and_nothing_is_sent() throws Exception {
    Path file = kubeconfig("config");
    try (var cluster = Cluster.connect(Access.of(file).user("file").build())) {
      Files.delete(home.resolve("token"));
      var failure =
          assertThrows(
              ListingException.class,
              () -> cluster.pods(PodSelection.everywhere()).forEach(pod -> {}));
      assertEquals(ListingException.Problem.FAILED, failure.problem());
      assertTrue(failure.sentence().contains("cannot read the token file"), failure::sentence);
      assertEquals(List.of(), server.requests());
    }
  }
}
