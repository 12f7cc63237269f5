package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What says where the cluster is and who we are means to us what it means to kubectl. */
@OnRealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterFlagsIT {

  private static final int DENIED = 77;

  /** In what kubectl says of a 403. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("\\(Forbidden\\): .* User \"([^\"]+)\" cannot");

  private static final Pattern UNAUTHORIZED =
      Pattern.compile("You must be logged in|\\(Unauthorized\\)");

  private static final String PLUGIN =
      " --exec-interactive-mode=Never --exec-api-version=client.authentication.k8s.io/v1";

  private static final String NOWHERE = "https://127.0.0.1:1";

  private final RealCluster cluster;
  private final TestNamespace home;
  private final TestNamespace other;
  private final Path folder;

  /** With clusters, users and contexts of every kind; an administrator's is the current one. */
  private final Path kubeconfig;

  /** What a line of the tests may stand for. */
  private Map<String, String> places = Map.of();

  ClusterFlagsIT(RealCluster cluster, @TempDir Path folder) {
    this.cluster = cluster;
    this.home = cluster.namespace("home");
    this.other = cluster.namespace("other");
    this.folder = folder;
    this.kubeconfig = folder.resolve("config");
  }

  @BeforeAll
  void users_of_whom_some_may_list_at_home() throws IOException {
    home.create(PodObject.annotated("here-0", Loopback.address(), 6060));
    other.create(PodObject.annotated("there-0", Loopback.address(), 6060));
    home.serviceAccount("jane");
    String jane = "system:serviceaccount:" + home.name() + ":jane";
    atHome("create", "role", "lists", "--verb=list", "--resource=pods");
    atHome("create", "rolebinding", "lists", "--role=lists", "--user=" + jane, "--user=carol");
    ClientCertificate carol = cluster.clientCertificate("carol");
    places =
        Map.ofEntries(
            Map.entry("SERVER", cluster.server()),
            Map.entry("AUTHORITY", cluster.authority().toString()),
            Map.entry("CERTIFICATE", carol.certificate().toString()),
            Map.entry("KEY", carol.key().toString()),
            Map.entry("TOKEN", home.token("jane")),
            Map.entry("JANE", jane),
            Map.entry("HOME", home.name()),
            Map.entry("OTHER", other.name()),
            Map.entry("PLUGIN", plugin("token", home.token("jane"))),
            Map.entry(
                "SIGNING",
                plugin(
                    "clientCertificateData", Files.readString(carol.certificate()),
                    "clientKeyData", Files.readString(carol.key()))));
    Stream.of(
            "set-cluster here --server=SERVER --certificate-authority=AUTHORITY --embed-certs",
            "set-cluster unchecked --server=SERVER",
            "set-cluster unsafe --server=SERVER --insecure-skip-tls-verify",
            "set-cluster nowhere --server=" + NOWHERE,
            "set-credentials admin --token=" + cluster.token(),
            "set-credentials jane --token=TOKEN",
            "set-credentials nobody --token=invented",
            "set-credentials empty",
            "set-credentials carol --client-certificate=CERTIFICATE --client-key=KEY --embed-certs",
            "set-credentials plugin --exec-command=sh --exec-arg=PLUGIN" + PLUGIN,
            "set-credentials signing --exec-command=sh --exec-arg=SIGNING" + PLUGIN,
            "set-context admin --cluster=here --user=admin --namespace=HOME",
            "set-context jane --cluster=here --user=jane --namespace=HOME",
            "set-context abroad --cluster=here --user=jane --namespace=OTHER",
            "set-context lost --cluster=nowhere --user=admin --namespace=HOME",
            "use-context admin")
        .forEach(this::configure);
  }

  @AfterAll
  void nothing_is_left() {
    home.close();
    other.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--namespace=OTHER",
        "--context=jane",
        "--user=jane",
        "--context=lost --cluster=here",
        "--cluster=unchecked --certificate-authority=AUTHORITY",
        "--cluster=unchecked --insecure-skip-tls-verify",
        "--cluster=unsafe",
        "--context=lost --server=SERVER --certificate-authority=AUTHORITY",
        "--context=lost -s SERVER --insecure-skip-tls-verify",
        "--user=nobody --token=TOKEN",
        "--user=carol",
        "--user=empty --client-certificate=CERTIFICATE --client-key=KEY",
        "--user=plugin",
        "--user=signing",
        "--as=JANE",
        "--as=somebody --as-group=system:masters",
        "--as=somebody --as-group=developers --as-group=system:masters",
        "--request-timeout=30s",
        "--request-timeout=0",
      })
  void with_these_flags_the_same_pods_are_seen(String line) {
    String[] flags = flags(line);
    String seen = kubectl(flags).succeeded();

    var ended = targets(flags);

    assertEquals(0, ended.code(), ended.errors());
    assertNotEquals("", seen);
    assertEquals(seen.lines().toList(), pods(ended));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--context=abroad",
        "--user=jane --namespace=OTHER",
        "--user=jane --all-namespaces",
        "--user=carol --namespace=OTHER",
        "--user=plugin --namespace=OTHER",
        "--user=signing --namespace=OTHER",
        "--token=TOKEN --namespace=OTHER",
        "--as=JANE --namespace=OTHER",
        "--as=somebody",
        "--as=somebody --as-group=developers",
        "--user=jane --as=admin",
      })
  void with_these_flags_the_same_user_is_forbidden(String line) {
    String[] flags = flags(line);
    var refused = kubectl(flags);
    Matcher forbidden = FORBIDDEN.matcher(refused.errors());
    assertTrue(forbidden.find(), refused.errors());

    var ended = targets(flags);

    assertEquals(DENIED, ended.code(), ended.errors());
    assertTrue(ended.errors().contains(forbidden.group(1)), ended.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--user=nobody", "--user=plugin --token=invented"})
  void with_these_flags_nobody_is_known(String line) {
    String[] flags = flags(line);
    var refused = kubectl(flags);
    assertTrue(UNAUTHORIZED.matcher(refused.errors()).find(), refused.errors());

    var ended = targets(flags);

    assertEquals(DENIED, ended.code(), ended.errors());
    assertTrue(ended.errors().contains("401"), ended.errors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--context=lost",
        "--server=" + NOWHERE,
        "--cluster=unchecked",
        "--cluster=unchecked --certificate-authority=CERTIFICATE",
        "--context=nobodys",
        "--cluster=nobodys",
        "--user=nobodys",
        "--request-timeout=1ms",
        "--client-certificate=CERTIFICATE --client-key=/nowhere",
      })
  void with_these_flags_there_is_no_way_to_the_cluster(String line) {
    String[] flags = flags(line);
    var failed = kubectl(flags);
    assertNotEquals(0, failed.code());
    assertEquals(false, FORBIDDEN.matcher(failed.errors()).find(), failed.errors());

    var ended = targets(flags);

    assertTrue(List.of(1, 64, 69).contains(ended.code()), ended.toString());
    assertEquals(1, ended.errors().lines().count(), ended.errors());
  }

  @Test
  void several_kubeconfigs_of_the_environment_are_one() throws IOException {
    Path first =
        Files.writeString(
            folder.resolve("first"),
            "{apiVersion: v1, kind: Config, current-context: mine, contexts: [{name: mine,"
                + " context: {cluster: here, user: jane, namespace: %s}}]}".formatted(home.name()));
    String both = first + File.pathSeparator + kubeconfig;
    String seen = cluster.kubectlOf(both, "get", "pods", "-o", "name").run().succeeded();

    var ended = Kprofefe.command("targets", "-o", "json").with("KUBECONFIG", both).run();

    assertEquals(0, ended.code(), ended.errors());
    assertEquals(seen.lines().toList(), pods(ended));
  }

  private Command.Ended kubectl(String... flags) {
    return cluster.kubectlAs(kubeconfig, with(flags, "get", "pods", "-o", "name")).run();
  }

  private Command.Ended targets(String... flags) {
    return new Kprofefe(kubeconfig).targets(with(flags, "-o", "json")).run();
  }

  private static String[] with(String[] flags, String... words) {
    return Stream.concat(Stream.of(words), Stream.of(flags)).toArray(String[]::new);
  }

  private String[] flags(String line) {
    return Stream.of(line.split(" ")).map(this::filled).toArray(String[]::new);
  }

  private String filled(String word) {
    int value = word.indexOf('=') + 1;
    String place = places.get(word.substring(value));
    return place == null ? word : word.substring(0, value) + place;
  }

  private static List<String> pods(Command.Ended targets) {
    return StreamSupport.stream(Kprofefe.json(targets).at("/items").spliterator(), false)
        .map((JsonNode item) -> "pod/" + item.path("pod").asText())
        .toList();
  }

  private void configure(String line) {
    cluster
        .kubectlAs(
            kubeconfig,
            Stream.concat(Stream.of("config"), Stream.of(flags(line))).toArray(String[]::new))
        .run()
        .succeeded();
  }

  private void atHome(String... words) {
    cluster.kubectlIn(home, words).run().succeeded();
  }

  /**
   * An exec credential plugin.
   *
   * @param status names and values of what it gives
   */
  private String plugin(String... status) throws IOException {
    ObjectNode credential = new ObjectMapper().createObjectNode();
    credential.put("apiVersion", "client.authentication.k8s.io/v1").put("kind", "ExecCredential");
    ObjectNode given = credential.putObject("status");
    for (int name = 0; name < status.length; name += 2) {
      given.put(status[name], status[name + 1]);
    }
    Path script = Files.createTempFile(folder, "plugin-", ".sh");
    return Files.writeString(script, "cat <<'END'\n" + credential + "\nEND\n").toString();
  }
}
