package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control plane, and pods beside it, as users ask for them. */
@Timeout(60)
class ControlPlaneSearchTest {

  @TempDir private Path folder;

  private FakeApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Called called(String... words) throws IOException {
    String kubeconfig = "--kubeconfig=" + server.kubeconfig(folder);
    return Called.with(
        Stream.concat(Stream.of(words), Stream.of(kubeconfig)).toArray(String[]::new));
  }

  private static TestPod scheduler() {
    return TestPod.enabled("kube-system", "kube-scheduler-0")
        .labelled("component", "kube-scheduler");
  }

  /** Else there would be two CPU profiles of it at a time, of which Go refuses one. */
  @Test
  void a_pod_of_it_that_is_annotated_too_is_taken_once() throws Exception {
    server.with(scheduler().onHostNetwork().at("10.1.0.1"), TestPod.enabled("shop", "web-0"));
    Called called = called("targets", "-A", "--host-network", "--control-plane=scheduler");
    assertEquals("", called.err());
    assertEquals(
        List.of("shop/web-0", "kube-system/kube-scheduler-0"),
        called.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(' '))).toList());
  }

  @Test
  void a_pod_that_is_none_of_it_is_what_its_annotations_say() throws Exception {
    server.with(scheduler().at("10.0.0.9"));
    Called called = called("targets", "-A", "--control-plane=scheduler", "-o", "name");
    assertEquals(List.of("pod/kube-scheduler-0"), called.out().lines().toList());
  }

  @Test
  void what_is_no_pod_is_not_called_one() throws Exception {
    server.onRequest(
        1,
        new ApiFault.Text(
            """
            {"kind": "NodeList", "items": [{"metadata": {"name": "node-1", "uid": "u"}}]}
            """));
    assertEquals(
        List.of("apiserver/127.0.0.1:" + server.port(), "node/node-1"),
        called("targets", "--control-plane=apiserver,kubelet", "-o", "name")
            .out()
            .lines()
            .toList());
  }

  @Test
  void who_gets_nothing_of_it_is_not_told_to_annotate_pods() throws Exception {
    var none = new ApiFault.Text("{\"kind\": \"NodeList\", \"items\": []}");
    server.onRequest(1, none).onRequest(2, none);
    String nothing = "No program of the control plane found (shard 1/2)";
    for (String command : List.of("targets", "collect")) {
      String[] more = command.equals("collect") ? new String[] {"--dry-run"} : new String[0];
      String[] words =
          Stream.concat(
                  Stream.of(command, "--control-plane=kubelet", "--shard=1/2"), Stream.of(more))
              .toArray(String[]::new);
      assertEquals(nothing, called(words).err().strip());
    }
  }
}
