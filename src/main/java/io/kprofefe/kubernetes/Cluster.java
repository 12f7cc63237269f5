package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * A connection to one cluster. Closing it ends what is still being listed or forwarded. Of fabric8
 * it takes the configuration and the transport: the typed client would load a thousand classes that
 * list nothing.
 */
public final class Cluster implements AutoCloseable {

  /** Where Kubernetes mounts the token of a pod's own service account, and renews it. */
  public static final Path SERVICE_ACCOUNT_TOKEN =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  private final Config config;
  private final ClusterTls tls;
  private final HttpClient http;

  private Cluster(Config config, ClusterTls tls, HttpClient http) {
    this.config = config;
    this.tls = tls;
    this.http = http;
  }

  /**
   * Makes ready to talk to the cluster that the flags, else the kubeconfig, else the pod's service
   * account name. Sends nothing yet, but may run the kubeconfig's exec plugin.
   *
   * @throws ClusterAccessException when they are contradictory, missing or cannot be read
   */
  public static Cluster connect(ClusterAccess access) throws ClusterAccessException {
    return connect(access, Surroundings.ofThisProcess());
  }

  static Cluster connect(ClusterAccess access, Surroundings surroundings)
      throws ClusterAccessException {
    Config config = ClientSettings.of(access, surroundings);
    try {
      ClusterTls tls = ClusterTls.of(config);
      return new Cluster(config, tls, Transport.to(config, tls));
    } catch (GeneralSecurityException | IOException | KubernetesClientException e) {
      throw new ClusterAccessException(
          "the certificates for " + config.getMasterUrl() + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  /** The context's namespace, in a pod the pod's own; {@code default} where nothing says. */
  public String namespace() {
    String namespace = config.getNamespace();
    return namespace == null || namespace.isEmpty() ? "default" : namespace;
  }

  public Pods pods(PodSelection selection) {
    return pods(selection, Patience.usual());
  }

  /** The same, each with the labels of its namespace. */
  public Pods podsWithNamespaceLabels(PodSelection selection) {
    return podsWithNamespaceLabels(selection, Patience.usual());
  }

  Pods pods(PodSelection selection, Patience patience) {
    var api = new ApiServer(http, config);
    return new PodPages(api, selection, patience);
  }

  Pods podsWithNamespaceLabels(PodSelection selection, Patience patience) {
    var api = new ApiServer(http, config);
    return new LabelledPods(pods(selection, patience), api, selection.namespaces(), patience);
  }

  /**
   * The names of all namespaces, asked for once.
   *
   * @throws IOException when the API server does not answer, or does not tell
   */
  public List<String> namespaces() throws IOException, InterruptedException {
    return new Namespaces(new ApiServer(http, config)).read();
  }

  public Nodes nodes() {
    return nodes(Patience.usual());
  }

  Nodes nodes(Patience patience) {
    return new Nodes(new ApiServer(http, config), patience);
  }

  /** Where the API server is, as our settings say it, without a slash at its end. */
  public URI apiServer() {
    return URI.create(config.getMasterUrl().replaceAll("/+$", ""));
  }

  /** For calls by other clients. */
  public ClusterLogin login() {
    return new ClusterLogin(http, config, tls);
  }

  /** Ways to ports of pods. */
  public Forwards forwards() {
    return new Forwards(http, new ApiServer(http, config));
  }

  @Override
  public void close() {
    http.close();
  }
}
