package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.target.Pod;
import io.kprofefe.target.Shard;
import io.kprofefe.target.Skipped;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.ApiRequest;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.TestPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listing: which pods, in which pages, and none twice or lost. */
@Timeout(60)
class PodPagesTest extends ListingTest {

  @Test
  void a_pod_comes_as_the_api_server_knows_it() throws Exception {
    TestPod web =
        TestPod.enabled("shop", "web-0")
            .labelled("app", "web")
            .ownedBy("StatefulSet", "web")
            .declaring("main", "http", 8080)
            .beingDeleted()
            .onHostNetwork()
            .at("10.0.0.7", "fd00::7");
    server.with(web);
    var pods = new ArrayList<Pod>();
    try (var cluster = Cluster.connect(ClusterAccess.ofKubeconfig(server.kubeconfig(folder)))) {
      cluster.pods(PodSelection.everywhere()).forEach(pods::add);
    }
    assertEquals(List.of(web.pod()), pods);
  }

  @Test
  void pages_of_500_are_read_to_the_last() throws Exception {
    List<TestPod> pods = pods(1200);
    server.with(pods);
    list(PodSelection.everywhere());
    assertEquals(names(pods), seen);
    assertEquals(3, server.requests().size());
    for (ApiRequest request : server.requests()) {
      assertEquals("500", request.parameter("limit").orElseThrow());
    }
  }

  @Test
  void no_pods_at_all_are_no_error() throws Exception {
    list(PodSelection.everywhere());
    assertEquals(List.of(), seen);
  }

  @Test
  void namespaces_and_selectors_choose() throws Exception {
    server.with(
        TestPod.named("shop", "web-0").labelled("app", "web"),
        TestPod.named("shop", "web-1").labelled("app", "web").phase("Pending"),
        TestPod.named("shop", "db-0").labelled("app", "db"),
        TestPod.named("bank", "web-9").labelled("app", "web"),
        TestPod.named("lab", "web-8").labelled("app", "web"));
    list(
        new PodSelection(
            List.of("shop", "bank", "shop"),
            Optional.of("app in (web, other),app!=db"),
            Optional.of("status.phase=Running"),
            List.of(),
            List.of(),
            Optional.empty()));
    assertEquals(List.of("web-0", "web-9"), seen);
    assertEquals(
        List.of("/api/v1/namespaces/shop/pods", "/api/v1/namespaces/bank/pods"),
        server.requests().stream().map(ApiRequest::path).toList());
  }

  @Test
  void a_pod_asked_for_by_name_that_is_not_there_is_told() throws Exception {
    server.with(TestPod.named("shop", "web-0"), TestPod.named("shop", "web-1"));
    List<Skipped> missing =
        list(
            new PodSelection(
                List.of("shop"),
                Optional.empty(),
                Optional.empty(),
                List.of("web-1", "web-9", "web-0,status.phase=Running"),
                List.of(),
                Optional.empty()));
    assertEquals(List.of("web-1"), seen);
    assertEquals(
        List.of("shop/web-9", "shop/web-0,status.phase=Running"),
        missing.stream().map(one -> one.identity().toString()).toList());
    assertEquals("no such pod in shop", missing.getFirst().reason());
  }

  @Test
  void a_name_is_found_in_all_namespaces() throws Exception {
    server.with(TestPod.named("shop", "web-0"), TestPod.named("bank", "web-0"));
    var named =
        new PodSelection(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of("web-0", "x"),
            List.of(),
            Optional.empty());
    List<Skipped> missing = list(named);
    assertEquals(List.of("web-0", "web-0"), seen);
    assertEquals("no such pod in any namespace", missing.getFirst().reason());
  }

  @Test
  void the_shards_together_hand_on_each_pod_once() throws Exception {
    List<TestPod> pods = pods(1200);
    server.with(pods);
    for (int index = 0; index < 4; index++) {
      list(PodSelection.everywhere().of(new Shard(index, 4)));
    }
    assertEquals(names(pods), seen.stream().sorted().toList());
  }

  @Test
  void what_is_cut_or_begun_again_costs_a_shard_no_pod() throws Exception {
    List<TestPod> pods = pods(40);
    for (int index = 0; index < 4; index++) {
      server.close();
      server = FakeApiServer.start().with(pods).withPagesOf(11);
      server.onRequest(1, new ApiFault.Cut()).onRequest(3, new ApiFault.Expired());
      list(PodSelection.everywhere().of(new Shard(index, 4)));
    }
    assertEquals(names(pods), seen.stream().sorted().toList());
  }

  @Test
  void a_name_of_another_shard_is_not_handed_on_and_not_missing() throws Exception {
    List<TestPod> pods = pods(8);
    server.with(pods);
    var missing = new ArrayList<String>();
    for (int index = 0; index < 4; index++) {
      var named =
          new PodSelection(
              List.of("shop"),
              Optional.empty(),
              Optional.empty(),
              Stream.concat(names(pods).stream(), Stream.of("x", "y", "z")).toList(),
              List.of(),
              Optional.of(new Shard(index, 4)));
      list(named).forEach(one -> missing.add(one.identity().name()));
    }
    assertEquals(names(pods), seen.stream().sorted().toList());
    assertEquals(List.of("x", "y", "z"), missing.stream().sorted().toList());
  }

  @Test
  void a_list_that_expires_is_begun_again_once_and_no_pod_comes_twice() throws Exception {
    List<TestPod> pods = pods(10);
    server.with(pods).withPagesOf(4).onRequest(2, new ApiFault.Expired());
    list(PodSelection.everywhere());
    assertEquals(names(pods), seen);
    assertEquals(Optional.empty(), server.requests().get(2).parameter("continue"));
    assertEquals(List.of(), pauses);
  }

  @Test
  void a_list_that_expires_again_goes_on_where_it_was() throws Exception {
    List<TestPod> pods = pods(20);
    server
        .with(pods)
        .withPagesOf(4)
        .onRequest(2, new ApiFault.Expired())
        .onRequest(5, new ApiFault.Expired())
        .onRequest(7, new ApiFault.Expired());
    list(PodSelection.everywhere());
    assertEquals(names(pods), seen);
    assertEquals(
        server.requests().get(4).parameter("continue"),
        server.requests().get(5).parameter("continue"));
  }

  @Test
  void a_list_that_always_expires_ends() {
    server.with(pods(9)).withPagesOf(4).onRequests(2, 100, new ApiFault.Expired());
    ListingException failure = failure(PodSelection.everywhere());
    assertEquals(Problem.TRANSIENT, failure.problem());
    assertTrue(server.requests().size() < 50);
  }

  @Test
  void a_page_that_is_cut_is_asked_for_again_and_no_pod_is_lost_or_doubled() throws Exception {
    List<TestPod> pods = pods(1200);
    server.with(pods).onRequest(2, new ApiFault.Cut()).onRequest(3, new ApiFault.Cut());
    list(PodSelection.everywhere());
    assertEquals(names(pods), seen);
    assertEquals(2, pauses.size());
  }

  @Test
  void pods_are_handed_on_before_the_page_is_whole() {
    server.with(pods(400)).onRequests(1, 5, new ApiFault.Cut());
    assertEquals(Problem.TRANSIENT, failure(PodSelection.everywhere()).problem());
    assertTrue(seen.size() > 100 && seen.size() < 300, () -> seen.size() + " pods");
  }

  @Test
  void the_order_of_fields_does_not_matter() throws Exception {
    TestPod first = TestPod.named("shop", "web-0000");
    String token = "c2hvcC93ZWItMDAwMA==";
    String body =
        "{\"items\":[{\"status\":%s,\"other\":{\"a\":[1,{}]},\"spec\":%s,\"metadata\":%s}],\"metadata\":{\"continue\":\"%s\"},\"kind\":\"PodList\"}"
            .formatted(
                first.json().get("status"),
                first.json().get("spec"),
                first.json().get("metadata"),
                token);
    server.with(pods(2)).onRequest(1, new ApiFault.Text(body));
    list(PodSelection.everywhere());
    assertEquals(List.of("web-0000", "web-0001"), seen);
  }

  @Test
  void what_a_consumer_throws_is_not_taken_for_a_fault_of_the_server() {
    server.with(pods(1));
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (var cluster =
              Cluster.connect(ClusterAccess.ofKubeconfig(server.kubeconfig(folder)))) {
            cluster
                .pods(PodSelection.everywhere())
                .forEach(pod -> {
                  throw new IllegalStateException(pod.name());
                });
          }
        });
    assertEquals(1, server.requests().size());
  }
}
