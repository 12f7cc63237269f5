package io.kprofefe.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A real Kubernetes API server: the one that {@code KPROFEFE_TEST_KUBECONFIG} names, else one that
 * {@code src/test/cluster/up} starts and that is gone after the tests, also when they are
 * interrupted. Unless it is {@link RealNode}'s, no node runs the pods and no controller looks after
 * them: a test says all that is so.
 */
final class RealCluster implements AutoCloseable {

  private static final String GIVEN = "KPROFEFE_TEST_KUBECONFIG";
  private static final Duration BUILT_FROM_SCRATCH = Duration.ofMinutes(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path kubeconfig;
  private final String kubectl;
  private final Path folder;
  private final Runnable down;
  private final KubernetesApi api;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RealCluster(Path kubeconfig, String kubectl, Path folder, Runnable down) {
    this.kubeconfig = kubeconfig;
    this.kubectl = kubectl;
    this.folder = folder;
    this.down = down;
    this.api = new KubernetesApi(kubectl("proxy", "--port=0"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /**
   * @throws IOException when there is none and none can be started, with what is missing
   */
  static RealCluster open() throws IOException {
    String given = System.getenv(GIVEN);
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "kprofefe-cluster-");
    return given == null || given.isBlank()
        ? started(folder, "src/test/cluster/up", folder.toString())
        : new RealCluster(Path.of(given).toAbsolutePath(), "kubectl", folder, () -> {});
  }

  /**
   * One whose pods really run, in this folder.
   *
   * @throws IOException when it cannot be started, with what is missing
   */
  static RealCluster withNode(Path folder) throws IOException {
    return started(folder, "src/test/cluster/up", folder.toString(), "--node");
  }

  private static RealCluster started(Path folder, String... command) throws IOException {
    var up = Command.of(command).within(BUILT_FROM_SCRATCH).run();
    if (up.code() != 0) {
      throw new IOException("no cluster to test on: " + up.errors());
    }
    String path = up.output().replaceFirst("(?s).* PATH=", "");
    return new RealCluster(
        folder.resolve("admin.kubeconfig"),
        path.substring(0, path.indexOf(':')) + "/kubectl",
        folder,
        () -> Command.of("src/test/cluster/down", folder.toString()).run().succeeded());
  }

  /** One that somebody else started with {@code up} in this folder, and will stop. */
  static RealCluster running(Path up, String kubectl) throws IOException {
    Path own = Files.createTempDirectory(Path.of("/tmp"), "kprofefe-cluster-");
    return new RealCluster(up.resolve("admin.kubeconfig"), kubectl, own, () -> {});
  }

  KubernetesApi api() {
    return api;
  }

  /** The administrator's. */
  Path kubeconfig() {
    return kubeconfig;
  }

  /** The same cluster for who has this token. */
  Path kubeconfigFor(String token) {
    ObjectNode own = ownKubeconfig();
    ((ObjectNode) own.at("/users/0")).putObject("user").put("token", token);
    return written(own);
  }

  /** What is between a test and the cluster, without TLS and credentials. */
  Path kubeconfigAt(URI server) {
    ObjectNode own = ownKubeconfig();
    ((ObjectNode) own.at("/clusters/0")).putObject("cluster").put("server", server.toString());
    ((ObjectNode) own.at("/users/0")).putObject("user");
    return written(own);
  }

  /** Where its API server is. */
  String server() {
    return ownKubeconfig().at("/clusters/0/cluster/server").asText();
  }

  /** What its API server's certificate is checked against, in PEM. */
  Path authority() {
    String encoded = ownKubeconfig().at("/clusters/0/cluster/certificate-authority-data").asText();
    return written("authority-", ".pem", new String(Base64.getDecoder().decode(encoded), US_ASCII));
  }

  /** The administrator's. */
  String token() {
    return ownKubeconfig().at("/users/0/user/token").asText();
  }

  /** A user that its own authority vouches for; it is here of clusters that a test started. */
  ClientCertificate clientCertificate(String user) {
    return ClientCertificate.signed(user, kubeconfig.resolveSibling("pki"), folder);
  }

  /** A {@code PATH} on which {@code kubectl} is this cluster's. */
  String path() {
    Path own = Path.of(kubectl).getParent();
    return (own == null ? "" : own + File.pathSeparator) + System.getenv("PATH");
  }

  /** kubectl as the administrator. */
  Command kubectl(String... words) {
    return kubectlAs(kubeconfig, words);
  }

  /** kubectl as the administrator, in a namespace. */
  Command kubectlIn(TestNamespace namespace, String... words) {
    return kubectl(
        Stream.concat(Stream.of("-n", namespace.name()), Stream.of(words)).toArray(String[]::new));
  }

  /** kubectl as whoever the environment says. */
  Command kubectlOf(String kubeconfigs, String... words) {
    return Command.of(Stream.concat(Stream.of(kubectl), Stream.of(words)).toArray(String[]::new))
        .with("KUBECONFIG", kubeconfigs);
  }

  /** kubectl as somebody else. */
  Command kubectlAs(Path user, String... words) {
    return Command.of(
        Stream.concat(Stream.of(kubectl, "--kubeconfig", user.toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  /** A new one, whose pods go when it is closed. */
  TestNamespace namespace(String prefix) {
    return TestNamespace.create(api, prefix);
  }

  /** In the middle of a run, too: a second call does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    api.close();
    down.run();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode ownKubeconfig() {
    var view = kubectl("config", "view", "--raw", "--minify", "--flatten", "-o", "json");
    try {
      return (ObjectNode) JSON.readTree(view.run().succeeded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path written(ObjectNode kubeconfig) {
    return written("user-", ".kubeconfig", kubeconfig.toString());
  }

  private Path written(String prefix, String suffix, String content) {
    try {
      return Files.writeString(Files.createTempFile(folder, prefix, suffix), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
