package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthProviderConfig;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One kubeconfig file, as fabric8's {@code KubeConfigUtils.parseConfig} reads it, less what it does
 * not use. By hand, for that lets Jackson find out about a dozen classes by reflection, which took
 * a third of the CPU time from a start to its first request (seen with 7.8.0).
 */
final class KubeconfigFile {

  /** Under these fabric8 remembers where an entry was read: relative paths begin there. */
  private static final String CONTEXT_FILE = "KUBERNETES_CONFIG_CONTEXT_FILE_KEY";

  private static final String CLUSTER_FILE = "KUBERNETES_CONFIG_CLUSTER_FILE_KEY";
  private static final String USER_FILE = "KUBERNETES_CONFIG_AUTH_INFO_FILE_KEY";

  private final Path file;

  private KubeconfigFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * @throws IOException when it cannot be read
   * @throws YamlMap.WrongKind when it is another YAML than a kubeconfig
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is no YAML
   */
  static Config read(Path file) throws IOException {
    return new KubeconfigFile(file).config(YamlMap.of(Files.readAllBytes(file)));
  }

  private Config config(YamlMap said) {
    var config = new Config();
    config.setApiVersion(said.text("apiVersion"));
    config.setKind(said.text("kind"));
    config.setCurrentContext(said.text("current-context"));
    config.setClusters(said.maps("clusters").stream().map(this::cluster).toList());
    config.setContexts(said.maps("contexts").stream().map(this::context).toList());
    config.setUsers(said.maps("users").stream().map(this::user).toList());
    return config;
  }

  private NamedCluster cluster(YamlMap entry) {
    var named = new NamedCluster();
    named.setName(entry.text("name"));
    named.setAdditionalProperty(CLUSTER_FILE, file.toFile());
    YamlMap said = entry.map("cluster");
    if (said != null) {
      var cluster = new Cluster();
      cluster.setServer(said.text("server"));
      cluster.setCertificateAuthority(said.text("certificate-authority"));
      cluster.setCertificateAuthorityData(said.text("certificate-authority-data"));
      cluster.setInsecureSkipTlsVerify(said.flag("insecure-skip-tls-verify"));
      cluster.setTlsServerName(said.text("tls-server-name"));
      cluster.setProxyUrl(said.text("proxy-url"));
      cluster.setDisableCompression(said.flag("disable-compression"));
      named.setCluster(cluster);
    }
    return named;
  }

  private NamedContext context(YamlMap entry) {
    var named = new NamedContext();
    named.setName(entry.text("name"));
    named.setAdditionalProperty(CONTEXT_FILE, file.toFile());
    YamlMap said = entry.map("context");
    if (said != null) {
      var context = new Context();
      context.setCluster(said.text("cluster"));
      context.setUser(said.text("user"));
      context.setNamespace(said.text("namespace"));
      named.setContext(context);
    }
    return named;
  }

  private NamedAuthInfo user(YamlMap entry) {
    var named = new NamedAuthInfo();
    named.setName(entry.text("name"));
    named.setAdditionalProperty(USER_FILE, file.toFile());
    YamlMap said = entry.map("user");
    if (said != null) {
      var user = new AuthInfo();
      user.setToken(said.text("token"));
      user.setTokenFile(said.text("tokenFile"));
      user.setClientCertificate(said.text("client-certificate"));
      user.setClientCertificateData(said.text("client-certificate-data"));
      user.setClientKey(said.text("client-key"));
      user.setClientKeyData(said.text("client-key-data"));
      user.setUsername(said.text("username"));
      user.setPassword(said.text("password"));
      user.setAs(said.text("as"));
      user.setAsGroups(said.texts("as-groups"));
      user.setAsUid(said.text("as-uid"));
      user.setExec(exec(said.map("exec")));
      user.setAuthProvider(provider(said.map("auth-provider")));
      named.setUser(user);
    }
    return named;
  }

  private static @Nullable ExecConfig exec(@Nullable YamlMap said) {
    if (said == null) {
      return null;
    }
    var exec = new ExecConfig();
    exec.setApiVersion(said.text("apiVersion"));
    exec.setCommand(said.text("command"));
    exec.setArgs(said.texts("args"));
    exec.setEnv(
        said.maps("env").stream()
            .map(one -> new ExecEnvVar(one.text("name"), one.text("value")))
            .toList());
    exec.setInstallHint(said.text("installHint"));
    exec.setInteractiveMode(said.text("interactiveMode"));
    exec.setProvideClusterInfo(said.flag("provideClusterInfo"));
    return exec;
  }

  private static @Nullable AuthProviderConfig provider(@Nullable YamlMap said) {
    if (said == null) {
      return null;
    }
    YamlMap config = said.map("config");
    var provider = new AuthProviderConfig();
    provider.setName(said.text("name"));
    if (config != null) {
      provider.setConfig(config.texts());
    }
    return provider;
  }
}
