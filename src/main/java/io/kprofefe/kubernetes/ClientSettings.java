package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From flags, kubeconfig and service account to one client configuration, in kubectl's order. Never
 * fabric8's own search: it passes over what is missing and heeds settings that kubectl does not
 * know.
 */
final class ClientSettings {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");

  private final ClusterAccess access;
  private final Surroundings surroundings;

  private ClientSettings(ClusterAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  static Config of(ClusterAccess access, Surroundings surroundings) throws ClusterAccessException {
    return new ClientSettings(access, surroundings).config();
  }

  private Config config() throws ClusterAccessException {
    if (access.server().isPresent()) {
      requireUrl("--server", access.server().get());
    }
    requireFile("--certificate-authority", access.certificateAuthority());
    requireFile("--client-certificate", access.clientCertificate());
    requireFile("--client-key", access.clientKey());
    requireUser();
    Config config = base();
    access.server().ifPresent(config::setMasterUrl);
    applyFlags(config);
    config.setUserAgent("kprofefe");
    config.setRequestRetryBackoffLimit(0); // retries are ours: a 503 would cost 19 s in there
    return config;
  }

  /** What the flags are laid over. */
  private Config base() throws ClusterAccessException {
    Optional<Kubeconfig> kubeconfig = Kubeconfig.find(access.kubeconfig(), surroundings);
    if (kubeconfig.isPresent() && !kubeconfig.get().isEmpty()) {
      return of(kubeconfig.get());
    }
    String none =
        kubeconfig
            .map(empty -> empty.where() + " is empty")
            .orElse("there is no kubeconfig at " + surroundings.usualKubeconfig());
    if (access.context().or(access::cluster).or(access::user).isPresent()) {
      throw new ClusterAccessException(
          "--context, --cluster and --user choose from a kubeconfig: " + none);
    }
    if (access.server().isPresent()) {
      return Config.empty(); // as kubectl: the pod's own token is for the pod's own cluster
    }
    Optional<ServiceAccount> account = ServiceAccount.in(surroundings);
    if (account.isPresent()) {
      return account.get().config();
    }
    throw new ClusterAccessException(
        "no cluster to talk to: "
            + none
            + ", and no service account of a pod; give --kubeconfig or --server");
  }

  private Config of(Kubeconfig kubeconfig) throws ClusterAccessException {
    Context context = kubeconfig.context(access);
    Optional<Cluster> cluster = kubeconfig.cluster(context);
    Optional<AuthInfo> user = kubeconfig.user(context);
    cluster.ifPresent(this::leaveOutWhatFlagsReplace);
    user.ifPresent(this::leaveOutWhatFlagsReplace);
    if (access.server().isEmpty()) {
      requireServer(kubeconfig, context, cluster);
    }
    if (cluster.isPresent()) {
      requireProxy(cluster.get());
    }
    Optional<ExecConfig> plugin = user.map(AuthInfo::getExec);
    user.ifPresent(one -> one.setExec(null)); // else fabric8 runs it, in its own way
    Config config = kubeconfig.merged(context);
    if (plugin.isPresent()) {
      applyCredential(plugin.get(), context.getUser(), config);
    }
    if (user.isPresent()) {
      applyWhatFabric8LeavesOut(user.get(), config);
    }
    return config;
  }

  /** fabric8 passes over one that it does not know, and asks the API server itself. */
  private static void requireProxy(Cluster cluster) throws ClusterAccessException {
    String said = cluster.getProxyUrl();
    if (said != null && !said.isEmpty()) {
      ProxyUrl.of(said);
    }
  }

  private void leaveOutWhatFlagsReplace(Cluster cluster) {
    if (access.server().isPresent()) {
      cluster.setServer(access.server().get());
      cluster.setTlsServerName(null); // the other server's
    }
    if (access.certificateAuthority().isPresent()) {
      cluster.setCertificateAuthorityData(null);
      cluster.setInsecureSkipTlsVerify(null);
    }
  }

  private void leaveOutWhatFlagsReplace(AuthInfo user) {
    if (access.clientCertificate().isPresent()) {
      user.setClientCertificateData(null);
    }
    if (access.clientKey().isPresent()) {
      user.setClientKeyData(null);
    }
    if (access.token().isPresent()) {
      user.setToken(null);
      user.setTokenFile(null);
      user.setUsername(null);
      user.setPassword(null);
      user.setExec(null);
      user.setAuthProvider(null);
    }
  }

  private static void requireServer(
      Kubeconfig kubeconfig, Context context, Optional<Cluster> cluster)
      throws ClusterAccessException {
    if (cluster.isEmpty()) {
      throw new ClusterAccessException(
          kubeconfig.where() + " chooses no cluster: it has no current context; give --context");
    }
    String server = cluster.get().getServer();
    requireUrl("the server of cluster \"" + context.getCluster() + "\"", server);
  }

  /** fabric8 says of a missing one that "an error has occurred", or nothing. */
  private static void requireFile(String flag, Optional<Path> file) throws ClusterAccessException {
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new ClusterAccessException(
          "%s %s: no such file, or it cannot be read".formatted(flag, file.get()));
    }
  }

  /** As kubectl: groups alone would be left out in silence, and we would be ourselves. */
  private void requireUser() throws ClusterAccessException {
    if (!access.asGroups().isEmpty() && access.as().isEmpty()) {
      throw new ClusterAccessException("--as-group is given without --as: whom to impersonate?");
    }
  }

  private static void requireUrl(String what, @Nullable String url) throws ClusterAccessException {
    String said = url == null ? "" : url;
    try {
      var parsed = new URI(said);
      boolean http = "https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme());
      if (http && parsed.getHost() != null && parsed.getUserInfo() == null) {
        return;
      }
    } catch (URISyntaxException e) {
      // told below, as any other text that is no URL
    }
    throw new ClusterAccessException(
        "%s is \"%s\": allowed is a URL without a password, such as https://10.0.0.1:6443"
            .formatted(what, USER_INFO.matcher(said).replaceAll("//***@")));
  }

  private static void applyCredential(ExecConfig plugin, String user, Config config)
      throws ClusterAccessException {
    ExecPlugin.Credential given =
        new ExecPlugin(plugin, user, config.getFileWithAuthInfo().toPath()).run();
    if (!given.token().isEmpty()) {
      config.setAutoOAuthToken(given.token());
    }
    if (!given.certificate().isEmpty()) {
      config.setClientCertData(given.certificate());
      config.setClientKeyData(given.key());
    }
  }

  private static void applyWhatFabric8LeavesOut(AuthInfo user, Config config) {
    if (user.getTokenFile() != null) {
      Path besideKubeconfig =
          config.getFileWithAuthInfo().toPath().resolveSibling(user.getTokenFile());
      config.setOauthTokenProvider(new TokenFile(besideKubeconfig));
    }
    if (user.getAs() != null) {
      config.setImpersonateUsername(user.getAs());
      config.setImpersonateGroups(user.getAsGroups().toArray(String[]::new));
    }
  }

  private void applyFlags(Config config) {
    access.token().ifPresent(config::setOauthToken);
    if (access.as().isPresent()) {
      config.setImpersonateUsername(access.as().get());
      config.setImpersonateGroups(access.asGroups().toArray(String[]::new));
    }
    if (access.insecureSkipTlsVerify()) {
      config.setTrustCerts(true);
      config.setCaCertFile(null);
      config.setCaCertData(null);
    }
    access.certificateAuthority().map(Path::toString).ifPresent(config::setCaCertFile);
    access.clientCertificate().map(Path::toString).ifPresent(config::setClientCertFile);
    access.clientKey().map(Path::toString).ifPresent(config::setClientKeyFile);
    config.setRequestTimeout(
        Math.toIntExact(access.requestTimeout().orElse(REQUEST_TIMEOUT).toMillis()));
  }
}
