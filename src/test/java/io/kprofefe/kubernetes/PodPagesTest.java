package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.target.Pod;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.TestPod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodPagesTest {

  @TempDir Path folder;

  @Test
  void a_pod_comes_as_the_api_server_knows_it() throws Exception {
    TestPod web =
        TestPod.enabled("shop", "web-0")
            .labelled("app", "web")
            .ownedBy("StatefulSet", "web")
            .declaring("main", "http", 8080)
            .at("10.0.0.7", "fd00::7");
    try (var server = FakeApiServer.start().with(web);
        var cluster = Cluster.connect(ClusterAccess.ofKubeconfig(server.kubeconfig(folder)))) {
      var seen = new ArrayList<Pod>();
      cluster.pods(PodSelection.everywhere()).forEach(seen::add);
      assertEquals(List.of(web.pod()), seen);
    }
  }
}
