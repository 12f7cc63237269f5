package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shipped is what the API server takes: fields, values, and PodSecurity's strictest. */
@OnRealCluster
class ManifestsIT {

  private final RealCluster cluster;

  ManifestsIT(RealCluster cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @CsvSource({"per-namespace, 5", "cluster-wide, 5", "high-frequency, 7", "quickstart, 9"})
  void an_overlay_is_taken_without_a_warning(String name, int objects, @TempDir Path folder)
      throws IOException {
    try (var namespace = cluster.namespace("manifests")) {
      restrict(namespace);
      Overlay overlay = Overlay.of("manifests/overlays/" + name, namespace, folder);
      withoutItsNamespace(overlay);
      var ended =
          cluster
              .kubectl(
                  "create",
                  "--dry-run=server",
                  "--validate=strict",
                  "-k",
                  overlay.folder().toString())
              .run();
      assertEquals("", ended.errors());
      assertEquals(0, ended.code());
      assertEquals(objects, ended.output().lines().count(), ended.output());
    }
  }

  /** As the namespace that is shipped. */
  private void restrict(TestNamespace namespace) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change
        .putObject("metadata")
        .putObject("labels")
        .put("pod-security.kubernetes.io/enforce", "restricted")
        .put("pod-security.kubernetes.io/warn", "restricted");
    cluster.api().patch("/api/v1/namespaces/" + namespace.name(), change);
  }

  /** It is there already, with a label more. */
  private static void withoutItsNamespace(Overlay overlay) throws IOException {
    Files.writeString(
        overlay.folder().resolve("kustomization.yaml"),
        """
        patches:
          - target:
              kind: Namespace
            patch: |
              $patch: delete
              apiVersion: v1
              kind: Namespace
              metadata:
                name: any
        """,
        StandardOpenOption.APPEND);
  }
}
