package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the registry could not take, on a volume that outlives pods. */
@OnRealCluster
class SpoolOnNodeIT {

  private static final int PODS = 3;
  private static final List<String> TYPES = List.of("heap", "goroutine", "mutex");

  private final RealNode node;
  private final TestNamespace namespace;
  private final Path folder;

  SpoolOnNodeIT(RealNode node) throws IOException {
    this.node = node;
    namespace = node.cluster().namespace("spool");
    folder = Files.createTempDirectory(Path.of("/tmp"), "spool-");
  }

  /** Of one claim only; a folder of the host is given to no group, so all may write there. */
  @BeforeEach
  void there_is_a_volume() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    ObjectNode volume = new ObjectMapper().createObjectNode();
    volume.putObject("metadata").put("name", namespace.name());
    ObjectNode spec = volume.putObject("spec").put("storageClassName", namespace.name());
    spec.putArray("accessModes").add("ReadWriteOnce");
    spec.putObject("capacity").put("storage", "2Gi");
    spec.putObject("hostPath").put("path", folder.toString());
    node.cluster().api().create("/api/v1/persistentvolumes", volume);
  }

  @AfterEach
  void nothing_is_left() {
    node.cluster().kubectl("delete", "pv", namespace.name(), "--wait=false").run().succeeded();
    Installation.remove(folder);
  }

  @Test
  void profiles_outlive_their_pods_while_the_registry_is_away_and_are_delivered_once() {
    namespace.restrict();
    try (Installed installed = spooling().applyIn(namespace)) {
      var fleet = Fleet.of(PODS, installed);
      List<String> pods = fleet.pods();

      OneRun kept = installed.run("kept");
      assertEquals(List.of(70), kept.exitCodes(), kept::log);
      assertSays("spooled", kept);
      fleet.leave();

      installed.kubectl("scale", "deployment/profefe", "--replicas=1").run().succeeded();
      installed.available();
      OneRun delivered = installed.run("delivered");
      assertTrue(delivered.complete(), delivered::log);
      assertSays("SPOOL  profefe: " + PODS * TYPES.size() + " delivered", delivered);
      assertStoredOnce(pods, installed);

      OneRun nothingMore = installed.run("nothing-more");
      assertTrue(nothingMore.complete(), nothingMore::log);
      assertStoredOnce(pods, installed);
    }
  }

  private Installation spooling() {
    return Installation.of(node, "per-namespace")
        .with("registry", "spool")
        .setting("KPROFEFE_PROFILES", String.join(",", TYPES))
        .patched(
            """
              - target: {kind: Deployment, name: profefe}
                patch: |
                  - {op: replace, path: /spec/replicas, value: 0}
              - target: {kind: PersistentVolumeClaim}
                patch: |
                  - {op: add, path: /spec/storageClassName, value: %s}
            """
                .formatted(namespace.name()));
  }

  private static void assertSays(String what, OneRun run) {
    String log = run.log();
    assertTrue(log.contains(what), log);
  }

  private static void assertStoredOnce(List<String> pods, Installed installed) {
    for (String type : TYPES) {
      assertEquals(pods, installed.registry().podsOf(Fleet.SERVICE, type), type);
    }
  }
}
