package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An overlay that was applied on the node. It goes, with its namespace, when it is closed.
 *
 * @param folder of the kustomization
 */
record Installed(RealCluster cluster, TestNamespace namespace, Path folder)
    implements AutoCloseable {

  private static final Duration TO_BECOME_AVAILABLE = Duration.ofMinutes(2);

  /** kubectl, in its namespace. */
  Command kubectl(String... words) {
    return cluster.kubectlIn(namespace, words);
  }

  /** Returns when the Deployments that it has are available. */
  Installed available() {
    kubectl(
            "wait",
            "--for=condition=available",
            "deployment",
            "--all",
            "--timeout=" + TO_BECOME_AVAILABLE.toSeconds() + "s")
        .run()
        .succeeded();
    return this;
  }

  /** Changes a setting of the job: the next run takes it up. */
  void set(String setting, String value) {
    String change = "{\"data\": {\"%s\": \"%s\"}}".formatted(setting, value);
    kubectl("patch", "configmap", "kprofefe", "--type=merge", "-p", change).run().succeeded();
  }

  /** Starts one run of the CronJob, now. */
  OneRun start(String cronJob, String job) {
    kubectl("create", "job", "--from=cronjob/" + cronJob, job).run().succeeded();
    return new OneRun(this, job);
  }

  /** Runs {@code kprofefe} once, to its end. */
  OneRun run(String job) {
    return start("kprofefe", job).awaitEnd();
  }

  /** The registry of the component. */
  StoredProfiles registry() {
    return StoredProfiles.at(service("profefe"));
  }

  /** Where a Service of it answers; the node's own programs reach it as its pods do. */
  URI service(String name) {
    JsonNode spec = object("services/" + name).at("/spec");
    return URI.create(
        "http://" + spec.at("/clusterIP").asText() + ":" + spec.at("/ports/0/port").asText());
  }

  /** An object of the namespace, such as {@code services/profefe}. */
  JsonNode object(String path) {
    return cluster.api().get("/api/v1/namespaces/" + namespace.name() + "/" + path);
  }

  /** A Job or CronJob of the namespace. */
  JsonNode batch(String path) {
    return cluster.api().get("/apis/batch/v1/namespaces/" + namespace.name() + "/" + path);
  }

  /** The namespace goes also when the overlay is one that cannot be built. */
  @Override
  public void close() {
    try {
      cluster
          .kubectl("delete", "-k", folder.toString(), "--ignore-not-found", "--wait=false")
          .run()
          .succeeded();
    } finally {
      namespace.close();
      Installation.remove(folder);
    }
  }
}
