package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A pod's own way to the API server: its service account. */
final class ServiceAccount {

  private final Path mount;
  private final String host;
  private final String port;

  private ServiceAccount(Path mount, String host, String port) {
    this.mount = mount;
    this.host = host;
    this.port = port;
  }

  /** The service account, when we run in a pod that has one. */
  static Optional<ServiceAccount> in(Surroundings surroundings) {
    Path mount = surroundings.serviceAccount();
    return surroundings
        .variable("KUBERNETES_SERVICE_HOST")
        .filter(host -> Files.isRegularFile(mount.resolve("token")))
        .map(host ->
            new ServiceAccount(
                mount, host, surroundings.variable("KUBERNETES_SERVICE_PORT").orElse("443")));
  }

  Config config() throws ClusterAccessException {
    Config config = Config.empty();
    config.setMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    config.setOauthTokenProvider(new TokenFile(mount.resolve("token")));
    config.setNamespace(namespace());
    Path authority = mount.resolve("ca.crt");
    if (Files.isRegularFile(authority)) {
      config.setCaCertFile(authority.toString());
    }
    return config;
  }

  private String namespace() throws ClusterAccessException {
    Path file = mount.resolve("namespace");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ClusterAccessException("cannot read the pod's namespace from " + file, e);
    }
  }
}
