package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.target.Node;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.ApiRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes, of whose many fields three are read. */
@Timeout(60)
class NodesTest extends ListingTest {

  private final List<Node> nodes = new ArrayList<>();

  private void list() throws Exception {
    var access = ClusterAccess.ofKubeconfig(server.kubeconfig(folder));
    try (var cluster = Cluster.connect(access)) {
      cluster.nodes(patience()).forEach(nodes::add);
    }
  }

  private static ApiFault page(String token, String... items) {
    return new ApiFault.Text(
        """
        {"kind": "NodeList", "metadata": {"continue": "%s"}, "items": [%s]}
        """
            .formatted(token, String.join(",", items)));
  }

  private static String node(String name, String ready) {
    return """
    {"metadata": {"name": "%1$s", "uid": "uid-%1$s", "labels": {"a": "b"}},
     "spec": {"podCIDR": "10.0.0.0/24"},
     "status": {
       "images": [{"names": ["x"], "sizeBytes": 1}],
       "conditions": [
         {"type": "MemoryPressure", "status": "False"},
         {"type": "Ready", "status": "%2$s", "reason": "KubeletReady"}
       ]
     }}
    """
        .formatted(name, ready);
  }

  @Test
  void are_listed_page_by_page_each_once() throws Exception {
    server
        .onRequest(1, page("next", node("a", "True"), node("b", "Unknown")))
        .onRequest(2, page("", node("b", "Unknown"), node("c", "False")));
    list();
    assertEquals(
        List.of(
            new Node("uid-a", "a", "True"),
            new Node("uid-b", "b", "Unknown"),
            new Node("uid-c", "c", "False")),
        nodes);
    assertEquals(
        List.of("/api/v1/nodes", "/api/v1/nodes"),
        server.requests().stream().map(ApiRequest::path).toList());
  }

  @Test
  void one_that_says_nothing_of_itself_is_taken_as_it_is() throws Exception {
    server.onRequest(1, page("", "{\"metadata\": {\"name\": \"a\", \"uid\": \"u\"}}"));
    list();
    assertEquals(List.of(new Node("u", "a", "")), nodes);
  }

  @Test
  void who_may_not_list_them_is_told_what_to_grant() {
    server.onRequest(
        1,
        ApiFault.refused(
            403,
            "nodes is forbidden: User \"system:serviceaccount:jobs:kprofefe\" cannot list resource"
                + " \"nodes\" in API group \"\" at the cluster scope"));
    var failure = assertThrows(ListingException.class, this::list);
    assertEquals(Problem.DENIED, failure.problem());
    assertEquals(
        "system:serviceaccount:jobs:kprofefe may not list nodes: needs the verb list on nodes, see"
            + " rbac/control-plane",
        failure.sentence());
  }

  @Test
  void who_answers_with_other_things_is_no_api_server() {
    server.onRequest(1, new ApiFault.Text("{\"kind\": \"PodList\"}"));
    assertEquals(Problem.FAILED, assertThrows(ListingException.class, this::list).problem());
  }
}
