package io.kprofefe.kubernetes;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where this process runs, as far as it says how to reach a cluster.
 *
 * @param serviceAccount where Kubernetes mounts a pod's token, certificate and namespace
 */
record Surroundings(Map<String, String> environment, Path home, Path serviceAccount) {

  Surroundings {
    environment = Map.copyOf(environment);
  }

  static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        Objects.requireNonNull(Cluster.SERVICE_ACCOUNT_TOKEN.getParent()));
  }

  Path usualKubeconfig() {
    return home.resolve(".kube").resolve("config");
  }

  /** The variable's value, unless it is empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
