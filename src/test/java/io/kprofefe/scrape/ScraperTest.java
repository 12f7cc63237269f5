package io.kprofefe.scrape;

import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.GOROUTINE;
import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.profile.ProfileType.TRACE;
import static io.kprofefe.scrape.Scrapes.body;
import static io.kprofefe.scrape.Scrapes.endless;
import static io.kprofefe.scrape.Scrapes.failure;
import static io.kprofefe.scrape.Scrapes.scrape;
import static io.kprofefe.scrape.Scrapes.url;
import static io.kprofefe.testing.Fault.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Via;
import io.kprofefe.testing.Conversation;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.SeenRequest;
import io.kprofefe.testing.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScraperTest {

  private static final int MOST = 1 << 20;
  private static final int MANY_VISITS = 100;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Scraper patient = new Scraper(new ScrapeSettings(LONG, LONG, MOST));
  private final Scraper hasty = new Scraper(new ScrapeSettings(LONG, SHORT, MOST));

  @AfterEach
  void close() {
    patient.close();
    hasty.close();
  }

  @Test
  void the_body_comes_as_it_was_sent() throws ProfileFailure {
    try (var target = FaultServer.that(answer(200, "a profile", "Content-Encoding: gzip"))) {
      assertArrayEquals("a profile".getBytes(UTF_8), scrape(patient, target, HEAP));
    }
  }

  @Test
  void a_body_without_a_length_ends_with_its_last_chunk() throws ProfileFailure {
    String chunks =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na \r\n1\r\nb\r\n0\r\n\r\n";
    try (var target = FaultServer.that(Fault.raw(chunks))) {
      assertArrayEquals("a b".getBytes(UTF_8), scrape(patient, target, HEAP));
    }
  }

  @Test
  void http_1_0_ends_with_the_connection() throws ProfileFailure {
    try (var target = FaultServer.that(Fault.raw("HTTP/1.0 200 OK\r\n\r\na profile"))) {
      assertArrayEquals("a profile".getBytes(UTF_8), scrape(patient, target, HEAP));
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_type_is_asked_for_at_its_own_handler(ProfileType type) throws ProfileFailure {
    try (var target = FaultServer.that(answer(200, ""))) {
      scrape(patient, target, type);
      String seconds = type.takesSeconds() ? "?seconds=1" : "";
      SeenRequest request = target.requests().getFirst();
      assertEquals("GET", request.method());
      assertEquals(type.pathBelow("/debug/pprof") + seconds, request.target());
    }
  }

  @Test
  void a_target_is_told_nothing_but_what_is_asked_of_it() throws ProfileFailure {
    try (var target = FaultServer.that(answer(200, "", "Set-Cookie: a=b"))) {
      scrape(patient, target, HEAP);
      scrape(patient, target, HEAP);
      var headers = target.requests().getLast().headers();
      assertEquals(Set.of("host", "user-agent", "accept-encoding", "connection"), headers.keySet());
      assertEquals("127.0.0.1:" + target.port(), headers.get("host"));
      assertEquals("identity", headers.get("accept-encoding"));
    }
  }

  @Test
  void a_cpu_profile_has_its_seconds_and_the_margin() {
    try (var target = FaultServer.that(Fault.silence())) {
      assertEquals(
          "no answer from " + url(target, CPU) + " in 1.3 s", failure(hasty, target, CPU).reason());
    }
  }

  @Test
  void the_limit_does_not_run_while_the_answer_waits_for_us() throws Exception {
    var body = new CountDownLatch(1);
    try (var target = FaultServer.that(lateBody(body));
        var visit = hasty.visit(Targets.at(target.port()));
        var answer = visit.ask(Targets.handler(HEAP))) {
      Thread.sleep(SHORT.multipliedBy(2)); // time itself is what is tested
      body.countDown();
      assertArrayEquals("late".getBytes(UTF_8), answer.body(bytes -> {}));
    }
  }

  @Test
  void what_is_over_the_limit_is_dropped_and_not_read_to_its_end() throws Exception {
    var dropped = new CountDownLatch(1);
    Fault endless = endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(512));
    Fault telling =
        caller -> {
          try {
            endless.meet(caller);
          } finally {
            dropped.countDown();
          }
        };
    try (var target = FaultServer.that(telling)) {
      failure(patient, target, HEAP);
      dropped.await();
    }
  }

  @Test
  void an_instant_profile_that_nobody_answered_is_asked_for_once_more() throws ProfileFailure {
    try (var target = FaultServer.that(Fault.resetAfterReading(), answer(200, "a profile"))) {
      assertArrayEquals("a profile".getBytes(UTF_8), scrape(patient, target, HEAP));
    }
    try (var target = FaultServer.that(Fault.resetAfterReading())) {
      failure(patient, target, HEAP);
      assertEquals(2, target.connections());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "TRACE"})
  void a_sampled_profile_is_never_asked_for_twice(ProfileType type) {
    for (Fault fault :
        new Fault[] {
          Fault.resetBeforeReading(),
          Fault.resetAfterReading(),
          Fault.closeAfterReading(),
          answer(408, ""),
          answer(503, "", "Retry-After: 0")
        }) {
      try (var target = FaultServer.that(fault, answer(200, "a second profile"))) {
        failure(patient, target, type);
        assertEquals(1, target.connections());
      }
    }
  }

  @Test
  void other_failures_of_an_instant_profile_are_not_asked_for_again() {
    try (var target = FaultServer.that(Fault.cutAnswer(200, "half of it", 4), answer(200, "all"))) {
      assertEquals(Outcome.INVALID, failure(patient, target, HEAP).outcome());
      assertEquals(1, target.connections());
    }
  }

  @Test
  void the_instant_profiles_of_one_visit_share_a_connection() throws ProfileFailure {
    try (var target = FaultServer.that(keptOpen(3));
        var visit = patient.visit(Targets.at(target.port()))) {
      body(visit, HEAP);
      body(visit, GOROUTINE);
      body(visit, HEAP);
      assertEquals(1, target.connections());
    }
  }

  /** Over port-forwards all pods have one address: such a connection would be another pod's. */
  @Test
  void no_visit_uses_the_connection_of_another_one_to_the_same_address() throws ProfileFailure {
    try (var pods = FaultServer.that(keptOpen(2));
        var first = patient.visit(Targets.at(pods.port()))) {
      body(first, HEAP);
      for (int others = 0; others < MANY_VISITS; others++) {
        try (var another = patient.visit(Targets.at(pods.port()))) {
          body(another, HEAP);
        }
      }
      assertEquals(1 + MANY_VISITS, pods.connections());
    }
  }

  @Test
  void a_sampled_profile_has_a_connection_that_the_target_cannot_have_closed_already()
      throws ProfileFailure {
    try (var target = FaultServer.that(keptOpen(1), answer(200, "sampled"));
        var visit = patient.visit(Targets.at(target.port()))) {
      body(visit, HEAP);
      assertArrayEquals("sampled".getBytes(UTF_8), body(visit, CPU));
    }
  }

  @Test
  void a_stop_ends_calls_that_wait_and_calls_that_read() throws Exception {
    var asked = new CountDownLatch(1);
    try (var silent = FaultServer.that(Fault.silence(asked));
        var dripping = FaultServer.that(Fault.drip(200, Duration.ofMillis(20)));
        var visit = patient.visit(Targets.at(dripping.port()));
        var answer = visit.ask(Targets.handler(HEAP));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> failure(patient, silent, TRACE));
      var reading =
          threads.submit(() -> assertThrows(ProfileFailure.class, () -> answer.body(bytes -> {})));
      asked.await();
      patient.stop("the deadline came first");
      for (var ended : List.of(waiting, reading)) {
        assertEquals(Outcome.CANCELLED, ended.get().outcome());
        assertEquals("the deadline came first", ended.get().reason());
      }
    }
  }

  @Test
  void after_a_stop_nobody_is_asked() {
    try (var target = FaultServer.that(answer(200, "a profile"))) {
      patient.stop("the deadline came first");
      assertEquals(Outcome.CANCELLED, failure(patient, target, HEAP).outcome());
      assertEquals(0, target.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/@169.254.169.254",
        "//host",
        "/..",
        "/a/../b",
        "/%2f",
        "/a?b",
        "/a#b",
        "/ü",
        "/\\"
      })
  void a_path_leads_nowhere_but_to_itself(String path) throws ProfileFailure {
    try (var target = FaultServer.that(answer(200, ""))) {
      var endpoint =
          new Endpoint(
              Scheme.HTTP, InetAddress.getLoopbackAddress(), target.port(), Via.DIRECT, path);
      try {
        scrape(patient, Targets.at("web-0", endpoint), HEAP);
        assertEquals(path + "/heap", target.requests().getFirst().target());
      } catch (ProfileFailure notAsked) {
        assertEquals(Outcome.UNREACHABLE, notAsked.outcome());
        assertEquals(0, target.connections());
      }
    }
  }

  @Test
  void no_proxy_is_used_whatever_the_environment_says() throws ProfileFailure {
    ProxySelector before = ProxySelector.getDefault();
    try (var target = FaultServer.that(answer(200, "a profile"));
        var proxy = FaultServer.that(answer(200, "by proxy"))) {
      ProxySelector.setDefault(ProxySelector.of(address(proxy)));
      try (var scraper = new Scraper(new ScrapeSettings(LONG, LONG, MOST))) {
        assertArrayEquals("a profile".getBytes(UTF_8), scrape(scraper, target, HEAP));
      }
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static InetSocketAddress address(FaultServer server) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  private static Fault lateBody(CountDownLatch body) {
    return caller -> {
      caller.readRequest();
      caller.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
      body.await();
      caller.send("late");
    };
  }

  /** Answers so many requests on one connection, and closes it without a word. */
  private static Fault keptOpen(int requests) {
    return caller -> {
      for (int i = 0; i < requests; i++) {
        oneOf(caller);
      }
    };
  }

  private static void oneOf(Conversation caller) throws IOException {
    caller.readRequest();
    caller.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  }
}
