package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ground that the other tests stand on. */
@OnRealCluster
class RealClusterIT {

  @Test
  void a_pod_is_what_a_test_says_it_is(RealCluster cluster) {
    try (var namespace = cluster.namespace("ground")) {
      namespace.create(PodObject.annotated("web-0", "127.1.2.3", 6060).declaring("http", 80));
      var pods = cluster.api().get("/api/v1/namespaces/" + namespace.name() + "/pods").at("/items");
      assertEquals(1, pods.size());
      assertEquals("Running", pods.at("/0/status/phase").asText());
      assertEquals("127.1.2.3", pods.at("/0/status/podIP").asText());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "go, a Go toolchain is needed",
    "etcd, etcd-server: not installed",
  })
  void the_script_fails_naming_what_it_needs_and_cannot_find(
      String hidden, String said, @TempDir Path folder) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      if (!tool.equals(hidden)) {
        Path there =
            Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
        assertTrue(there.toFile().setExecutable(true));
      }
    }
    var ended =
        Command.of("/bin/bash", "src/test/cluster/up", folder.resolve("cluster").toString())
            .with("PATH", bin.toString())
            .with("CLUSTER_CACHE", folder.resolve("cache").toString())
            .run();
    assertEquals(1, ended.code(), ended.errors());
    assertTrue(ended.errors().contains(said), ended.errors());
  }

  /** All that the script calls before it needs Go, but for apt-get. */
  private static final List<String> TOOLS =
      List.of("bash", "env", "dirname", "realpath", "mkdir", "flock", "etcd", "openssl", "id");
}
