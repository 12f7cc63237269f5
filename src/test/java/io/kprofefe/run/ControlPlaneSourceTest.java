package io.kprofefe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.Cluster;
import io.kprofefe.kubernetes.ClusterAccess;
import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.kubernetes.PodSelection;
import io.kprofefe.target.Component;
import io.kprofefe.target.ControlPlane;
import io.kprofefe.target.Shard;
import io.kprofefe.target.Skipped;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cluster's own programs, looked for in a cluster. */
@Timeout(60)
class ControlPlaneSourceTest {

  private static final int PODS = 1;
  private static final int NODES = 2;

  @TempDir private Path folder;

  private final List<String> found = new ArrayList<>();
  private FakeApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void all_are_found_each_once_and_no_other_pod() throws Exception {
    server
        .with(program("kube-controller-manager"), program("kube-scheduler"))
        .with(TestPod.named("kube-system", "coredns-0").onHostNetwork())
        .with(TestPod.enabled("shop", "web-0"));
    server.onRequest(NODES, nodes(2));
    assertEquals(List.of(), look(Optional.empty()));
    assertEquals(
        List.of(
            "apiserver/127.0.0.1:" + server.port(),
            "kube-system/kube-controller-manager-0",
            "kube-system/kube-scheduler-0",
            "node/node-0",
            "node/node-1"),
        found);
  }

  @Test
  void one_that_runs_in_no_pod_is_told_of() throws Exception {
    server.with(program("kube-scheduler")).onRequest(NODES, nodes(0));
    List<Skipped> missing = look(Optional.empty());
    assertEquals("kube-system/kube-controller-manager", missing.getFirst().identity().toString());
    assertEquals(1, missing.size());
  }

  @Test
  void shards_have_each_of_them_once_between_them() throws Exception {
    server.with(program("kube-controller-manager"), program("kube-scheduler"));
    for (int shard = 0; shard < 3; shard++) {
      server.onRequest(2 * shard + NODES, nodes(40));
      assertEquals(List.of(), look(Optional.of(new Shard(shard, 3))));
    }
    assertEquals(43, found.size());
    assertEquals(43, found.stream().distinct().count());
  }

  @Test
  void a_list_that_may_not_be_read_costs_no_more_than_what_is_on_it() {
    server.onRequest(PODS, forbidden("pods")).onRequest(NODES, nodes(1));
    var failure = assertThrows(ListingException.class, () -> look(Optional.empty()));
    assertEquals(Problem.DENIED, failure.problem());
    assertEquals(List.of("apiserver/127.0.0.1:" + server.port(), "node/node-0"), found);
  }

  @Test
  void of_several_lists_that_may_not_be_read_each_is_told() {
    server.onRequest(PODS, forbidden("pods")).onRequest(NODES, forbidden("nodes"));
    var failure = assertThrows(ListingException.class, () -> look(Optional.empty()));
    assertTrue(failure.sentence().contains("may not list pods in namespace kube-system"));
    assertTrue(failure.sentence().contains("; system:serviceaccount:a:b may not list nodes"));
  }

  private List<Skipped> look(Optional<Shard> shard) throws Exception {
    var access = ClusterAccess.ofKubeconfig(server.kubeconfig(folder));
    try (var cluster = Cluster.connect(access)) {
      var plane =
          new ControlPlane(
              List.of(Component.values()), WholeRunTest.rules(), cluster.apiServer(), true);
      var pods = cluster.pods(PodSelection.in(List.of(ControlPlane.NAMESPACE)));
      var source = new ControlPlaneSource(plane, pods, cluster.nodes(), shard);
      return source.forEach((_, all) -> all.forEach(one -> found.add(one.identity().toString())));
    }
  }

  private static TestPod program(String name) {
    return TestPod.named("kube-system", name + "-0").labelled("component", name).onHostNetwork();
  }

  private static ApiFault nodes(int number) {
    List<String> items =
        IntStream.range(0, number)
            .mapToObj(
                n -> "{\"metadata\": {\"name\": \"node-%1$d\", \"uid\": \"%1$d\"}}".formatted(n))
            .toList();
    return new ApiFault.Text("{\"kind\": \"NodeList\", \"items\": %s}".formatted(items));
  }

  private static ApiFault forbidden(String what) {
    return ApiFault.refused(
        403, what + " is forbidden: User \"system:serviceaccount:a:b\" cannot list them");
  }
}
