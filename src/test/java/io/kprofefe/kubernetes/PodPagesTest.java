package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.target.Pod;
import io.kprofefe.target.Skipped;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.ApiRequest;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing, with everything that goes wrong between us and an API server. */
@Timeout(60)
class PodPagesTest {

  @TempDir Path folder;

  private FakeApiServer server;
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = FakeApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<Skipped> list(PodSelection selection) throws Exception {
    var access = ClusterAccess.ofKubeconfig(server.kubeconfig(folder));
    var patience = new Patience(5, new Random(7), pauses::add);
    try (var cluster = Cluster.connect(access)) {
      return cluster.pods(selection, patience).forEach(pod -> seen.add(pod.name()));
    }
  }

  private ListingException failure(PodSelection selection) {
    return assertThrows(ListingException.class, () -> list(selection));
  }

  private static List<TestPod> pods(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> TestPod.named("shop", "web-%04d".formatted(n)))
        .toList();
  }

  private static List<String> names(List<TestPod> pods) {
    return pods.stream().map(TestPod::name).toList();
  }

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
            List.of()));
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
                List.of("web-1", "web-9", "web-0,status.phase=Running")));
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
        new PodSelection(List.of(), Optional.empty(), Optional.empty(), List.of("web-0", "x"));
    List<Skipped> missing = list(named);
    assertEquals(List.of("web-0", "web-0"), seen);
    assertEquals("no such pod in any namespace", missing.getFirst().reason());
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
  void too_many_requests_are_waited_out_as_long_as_the_server_asks() throws Exception {
    server
        .with(pods(1))
        .onRequest(1, ApiFault.busy(3))
        .onRequest(2, ApiFault.busy(3600))
        .onRequest(3, ApiFault.busy(0));
    list(PodSelection.everywhere());
    assertEquals(List.of("web-0000"), seen);
    assertEquals(List.of(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ZERO), pauses);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void a_server_that_stays_busy_is_asked_five_times(int code) {
    server.onRequests(1, 100, ApiFault.refused(code, "etcd is away"));
    ListingException failure = failure(PodSelection.everywhere());
    assertEquals(Problem.TRANSIENT, failure.problem());
    assertEquals(
        "the API server " + server.url() + "/ answers " + code + " etcd is away (5 tries)",
        failure.sentence());
    assertEquals(5, server.requests().size());
    for (int tried = 0; tried < 4; tried++) {
      long most = 1000L << tried;
      long pause = pauses.get(tried).toMillis();
      assertTrue(pause >= most / 2 && pause <= most, () -> "paused " + pauses);
    }
  }

  @Test
  void a_server_that_recovers_in_time_costs_nothing_but_time() throws Exception {
    server.with(pods(1)).onRequests(1, 4, ApiFault.refused(503, "starting"));
    list(PodSelection.everywhere());
    assertEquals(List.of("web-0000"), seen);
  }

  @Test
  void a_server_that_is_away_is_transient() throws Exception {
    Path kubeconfig = server.kubeconfig(folder);
    server.close();
    var patience = new Patience(5, new Random(7), pauses::add);
    try (var cluster = Cluster.connect(ClusterAccess.ofKubeconfig(kubeconfig))) {
      Pods away = cluster.pods(PodSelection.everywhere(), patience);
      ListingException failure =
          assertThrows(ListingException.class, () -> away.forEach(pod -> {}));
      assertEquals(Problem.TRANSIENT, failure.problem());
      assertEquals(
          "the API server " + server.url() + "/ does not answer: Connection refused (5 tries)",
          failure.sentence());
    }
  }

  @Test
  void who_may_not_list_is_told_which_right_is_missing_and_to_whom() {
    server
        .with(TestPod.named("bank", "web-0"))
        .onRequest(
            2,
            ApiFault.refused(
                403,
                "pods is forbidden: User \"system:serviceaccount:jobs:kprofefe\" cannot list"
                    + " resource \"pods\" in API group \"\" in the namespace \"shop\""));
    ListingException failure = failure(PodSelection.in(List.of("bank", "shop")));
    assertEquals(Problem.DENIED, failure.problem());
    assertEquals(
        "system:serviceaccount:jobs:kprofefe may not list pods in namespace shop: needs the verb"
            + " list on pods there, see rbac/",
        failure.sentence());
    assertEquals(List.of("web-0"), seen);
    assertEquals(2, server.requests().size());
  }

  @Test
  void a_token_that_is_not_accepted_is_denied_at_once() throws Exception {
    server.wantingToken("right");
    Path kubeconfig = server.kubeconfig(folder);
    server.wantingToken("another");
    try (var cluster = Cluster.connect(ClusterAccess.ofKubeconfig(kubeconfig))) {
      ListingException failure =
          assertThrows(
              ListingException.class,
              () -> cluster.pods(PodSelection.everywhere()).forEach(pod -> {}));
      assertEquals(Problem.DENIED, failure.problem());
      assertFalse(failure.sentence().contains("right"), failure.sentence());
    }
  }

  @Test
  void what_another_try_cannot_mend_is_said_in_the_servers_words() {
    server.onRequest(1, ApiFault.refused(400, "unable to parse\nrequirement: <nil>"));
    ListingException failure = failure(PodSelection.everywhere());
    assertEquals(Problem.FAILED, failure.problem());
    assertEquals(
        "the API server "
            + server.url()
            + "/ does not list pods in all namespaces: 400 unable to parse requirement: <nil>",
        failure.sentence());
    assertEquals(1, server.requests().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>login</html>", "{}", "[]", "\"pods\"", "{\"kind\":\"Status\"}", "nothing"})
  void who_is_no_api_server_is_told_so(String body) {
    server.onRequest(1, new ApiFault.Text(body));
    ListingException failure = failure(PodSelection.everywhere());
    assertEquals(Problem.FAILED, failure.problem());
    assertTrue(failure.sentence().endsWith("its answer is no list of pods"), failure::sentence);
  }

  @Test
  void a_server_that_speaks_no_tls_is_not_asked_again() throws Exception {
    try (var plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerInPlainText(plain));
      var access = Access.of("https://127.0.0.1:" + plain.getLocalPort()).build();
      try (var cluster = Cluster.connect(access, Access.nowhere(folder))) {
        Pods pods =
            cluster.pods(PodSelection.everywhere(), new Patience(5, new Random(7), pauses::add));
        var failure = assertThrows(ListingException.class, () -> pods.forEach(pod -> {}));
        assertEquals(Problem.FAILED, failure.problem());
        assertTrue(failure.sentence().endsWith("; see --certificate-authority"), failure::sentence);
        assertEquals(List.of(), pauses);
      }
    }
  }

  private static void answerInPlainText(ServerSocket plain) {
    try (var connection = plain.accept()) {
      connection.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  void a_listing_ends_when_its_thread_is_interrupted() throws Exception {
    server.onRequest(1, new ApiFault.Silence());
    var ended = new ArrayList<ListingException>();
    var flags = new ArrayList<Boolean>();
    Thread lister =
        Thread.ofVirtual()
            .start(() -> {
              ended.add(failure(PodSelection.everywhere()));
              flags.add(Thread.currentThread().isInterrupted());
            });
    server.awaitRequest();
    lister.interrupt();
    lister.join();
    assertEquals(Problem.TRANSIENT, ended.getFirst().problem());
    assertEquals(List.of(true), flags);
  }

  @Test
  void a_silent_server_is_given_up_after_the_request_timeout() throws Exception {
    server.with(pods(1)).onRequest(1, new ApiFault.Silence());
    var access = Access.of(server.url()).requestTimeout(Duration.ofMillis(200)).build();
    try (var cluster = Cluster.connect(access, Access.nowhere(folder))) {
      cluster
          .pods(PodSelection.everywhere(), new Patience(2, new Random(7), pauses::add))
          .forEach(pod -> seen.add(pod.name()));
    }
    assertEquals(List.of("web-0000"), seen);
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
