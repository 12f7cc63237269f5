package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.cluster.SeenConnections.Connection;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tests' node takes NetworkPolicies and does not enforce them: a run that succeeds there shows
 * nothing. So the connections that a real run makes are looked at, and judged by the policies.
 */
@OnRealCluster
class NetworkPolicyIT {

  private static final String NOWHERE = "192.0.2.1";

  private final RealNode node;
  private final KubernetesApi api;

  NetworkPolicyIT(RealNode node) {
    this.node = node;
    this.api = node.cluster().api();
  }

  @Test
  void what_a_run_connects_to_is_what_the_policies_allow() {
    try (var installed =
            Installation.of(node, "per-namespace")
                .with("registry", "pushgateway", "network-policy")
                .setting("KPROFEFE_CPU_SECONDS", "1")
                .apply()
                .available();
        var seen = SeenConnections.open(new InetSocketAddress(apiServer(), 443))) {
      String target = target(installed.namespace()).ip();
      String registry = address(installed, "app.kubernetes.io/component=registry");
      String pushgateway = address(installed, "app.kubernetes.io/name=pushgateway");

      OneRun run = installed.run("once");
      assertTrue(run.complete(), run.log());
      String collector = run.pods().getFirst().at("/status/podIP").asText();

      Set<Connection> connections = seen.from(collector);
      Set<Connection> expected =
          Set.of(
              new Connection("UDP", collector, names(), 53),
              tcp(collector, apiServer(), 443),
              tcp(collector, target, 6060),
              tcp(collector, pushgateway, 9091),
              tcp(collector, registry, 10100));
      assertEquals(expected, connections);
      assertEquals(Set.of(), seen.from(registry));
      assertEquals(Set.of(), seen.from(pushgateway));

      var policies = new NetworkPolicies(api);
      connections.forEach(connection -> assertTrue(policies.allow(connection), "" + connection));
      Connection pyroscope = tcp(collector, target, 4040);
      assertTrue(policies.allow(pyroscope), "where a Pyroscope of the cluster would be");
      Connection objects = tcp(collector, target, 9000);
      assertTrue(policies.allow(objects), "where object storage of the cluster would be");
      Connection identity = tcp(collector, "169.254.170.23", 80);
      assertTrue(policies.allow(identity), "where EKS gives a pod its keys");
      Stream.of(
              tcp(collector, target, 8080),
              tcp(collector, registry, 22),
              tcp(collector, NOWHERE, 80),
              tcp(collector, NOWHERE, 6060),
              new Connection("UDP", collector, target, 6060),
              tcp(target, collector, 6060),
              tcp(target, registry, 8080),
              tcp(registry, apiServer(), 443),
              tcp(pushgateway, registry, 10100))
          .forEach(connection -> assertFalse(policies.allow(connection), "" + connection));
    }
  }

  private StartedPod target(TestNamespace namespace) {
    return ImagePod.of(node, namespace, RealNode.TARGET, "-listen=0.0.0.0:6060")
        .annotated("profefe.com/enable", "true")
        .start()
        .awaitOutput("ready");
  }

  private static String address(Installed installed, String labelled) {
    String selector = labelled.replace("/", "%2F").replace("=", "%3D");
    return installed.object("pods?labelSelector=" + selector).at("/items/0/status/podIP").asText();
  }

  private String apiServer() {
    JsonNode service = api.get("/api/v1/namespaces/default/services/kubernetes");
    return service.at("/spec/clusterIP").asText();
  }

  /** Who answers for names: the node itself, as its kubelet tells its pods. */
  private String names() {
    return api.get("/api/v1/nodes/node-1").at("/status/addresses/0/address").asText();
  }

  private static Connection tcp(String from, String to, int port) {
    return new Connection("TCP", from, to, port);
  }
}
