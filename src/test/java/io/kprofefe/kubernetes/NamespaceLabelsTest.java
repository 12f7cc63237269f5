package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.ApiRequest;
import io.kprofefe.testing.TestPod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that come with the labels of their namespaces, which are asked for before. */
@Timeout(60)
class NamespaceLabelsTest extends ListingTest {

  private static final PodSelection TWO = PodSelection.in(List.of("shop", "bank"));

  @BeforeEach
  void three_namespaces() {
    server
        .with(TestPod.named("shop", "web-0"), TestPod.named("shop", "web-1"))
        .with(TestPod.named("bank", "vault-0"), TestPod.named("plain", "any-0"))
        .labelling("shop", Map.of("team", "green", "cost", "7"))
        .labelling("bank", Map.of("team", "gold"));
  }

  private void listWithLabels(PodSelection selection) throws Exception {
    var access = ClusterAccess.ofKubeconfig(server.kubeconfig(folder));
    try (var cluster = Cluster.connect(access)) {
      cluster
          .podsWithNamespaceLabels(selection, patience())
          .forEach(
              pod -> seen.add(pod.name() + " " + pod.namespaceLabels().getOrDefault("team", "-")));
    }
  }

  private List<String> asked() {
    return server.requests().stream().map(ApiRequest::path).toList();
  }

  private ListingException failureWithLabels(PodSelection selection) {
    return assertThrows(ListingException.class, () -> listWithLabels(selection));
  }

  @Test
  void of_all_namespaces_they_are_listed_page_by_page_before_the_pods() throws Exception {
    server.withPagesOf(2);
    listWithLabels(PodSelection.everywhere());
    assertEquals(List.of("vault-0 gold", "any-0 -", "web-0 green", "web-1 green"), seen);
    assertEquals(
        List.of("/api/v1/namespaces", "/api/v1/namespaces", "/api/v1/pods", "/api/v1/pods"),
        asked());
  }

  @Test
  void of_a_few_namespaces_each_is_asked_for_by_its_name() throws Exception {
    listWithLabels(TWO);
    assertEquals(List.of("web-0 green", "web-1 green", "vault-0 gold"), seen);
    assertEquals(
        List.of(
            "/api/v1/namespaces/shop",
            "/api/v1/namespaces/bank",
            "/api/v1/namespaces/shop/pods",
            "/api/v1/namespaces/bank/pods"),
        asked());
  }

  @Test
  void a_namespace_that_is_not_there_has_no_labels_and_no_pods() throws Exception {
    listWithLabels(PodSelection.in(List.of("nowhere", "shop")));
    assertEquals(List.of("web-0 green", "web-1 green"), seen);
  }

  @Test
  void who_may_not_list_namespaces_is_told_what_to_grant_before_any_pod_is_asked_for() {
    server.onRequest(1, forbidden("cannot list resource \"namespaces\" at the cluster scope"));
    ListingException failure = failureWithLabels(PodSelection.everywhere());
    assertEquals(Problem.DENIED, failure.problem());
    assertEquals(
        "system:serviceaccount:jobs:kprofefe may not list namespaces: needs the verb list on"
            + " namespaces for their labels, see manifests/components/namespace-labels",
        failure.sentence());
    assertEquals(List.of("/api/v1/namespaces"), asked());
  }

  @Test
  void who_may_not_get_one_is_told_which() {
    server.onRequest(2, forbidden("cannot get resource \"namespaces\" in the namespace \"bank\""));
    ListingException failure = failureWithLabels(TWO);
    assertEquals(Problem.DENIED, failure.problem());
    assertEquals(
        "system:serviceaccount:jobs:kprofefe may not get namespace bank: needs the verb get on"
            + " namespaces there for their labels, see manifests/components/namespace-labels",
        failure.sentence());
    assertEquals(2, asked().size());
    assertEquals(List.of(), seen);
  }

  private static ApiFault forbidden(String what) {
    return ApiFault.refused(
        403, "namespaces is forbidden: User \"system:serviceaccount:jobs:kprofefe\" " + what);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void a_server_that_is_busy_is_asked_again_as_for_pods(int code) throws Exception {
    server.onRequests(1, 4, ApiFault.refused(code, "not now"));
    listWithLabels(PodSelection.in(List.of("shop")));
    assertEquals(List.of("web-0 green", "web-1 green"), seen);
    assertEquals(4, pauses.size());
  }

  @Test
  void a_list_that_is_cut_or_expires_is_read_again() throws Exception {
    server.withPagesOf(1).onRequest(1, new ApiFault.Cut()).onRequest(3, new ApiFault.Expired());
    listWithLabels(PodSelection.everywhere());
    assertEquals(List.of("vault-0 gold", "any-0 -", "web-0 green", "web-1 green"), seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>login</html>", "{}", "[]", "{\"kind\":\"PodList\"}"})
  void who_is_no_api_server_is_told_so(String body) {
    server.onRequest(1, new ApiFault.Text(body));
    ListingException failure = failureWithLabels(TWO);
    assertEquals(Problem.FAILED, failure.problem());
    assertTrue(failure.sentence().endsWith("its answer is no namespace"), failure::sentence);
  }
}
