package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.testing.ApiFault;
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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API server may do in place of an answer, and what becomes of the listing. */
@Timeout(60)
class ListingTroubleTest extends ListingTest {

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
    try (var cluster = Cluster.connect(ClusterAccess.ofKubeconfig(kubeconfig))) {
      Pods away = cluster.pods(PodSelection.everywhere(), patience());
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
        Pods pods = cluster.pods(PodSelection.everywhere(), patience());
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
  void a_server_that_wants_to_be_asked_at_once_is_asked_five_times_too() {
    server.onRequests(1, 100, new ApiFault.Refused(503, "starting", Map.of("Retry-After", "0")));
    assertEquals(Problem.TRANSIENT, failure(PodSelection.everywhere()).problem());
    assertEquals(5, server.requests().size());
    assertEquals(4, pauses.size());
  }

  @Test
  void a_redirect_is_not_followed() {
    server
        .with(pods(1))
        .onRequest(1, new ApiFault.Refused(302, "", Map.of("Location", server.url() + "/login")));
    ListingException failure = failure(PodSelection.everywhere());
    assertEquals(Problem.FAILED, failure.problem());
    assertTrue(failure.sentence().endsWith(": 302"), failure::sentence);
    assertEquals(1, server.requests().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 429})
  void what_a_server_says_cannot_play_with_the_terminal(int code) {
    server.onRequests(
        1, 5, ApiFault.refused(code, "User \"\u001b[2J\u202e\u009b\u200b\u2028x\" no"));
    String sentence = failure(PodSelection.everywhere()).sentence();
    assertTrue(sentence.contains("\\u001B[2J\\u202E\\u009B\\u200B x"), sentence);
  }

  @Test
  void what_a_server_says_is_cut_when_it_is_long() {
    server.onRequest(1, ApiFault.refused(400, "x".repeat(5000)));
    String sentence = failure(PodSelection.everywhere()).sentence();
    assertTrue(sentence.endsWith("x…") && sentence.length() < 400, sentence);
  }
}
