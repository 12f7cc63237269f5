package io.kprofefe.scrape;

import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.scrape.Scrapes.endless;
import static io.kprofefe.scrape.Scrapes.failure;
import static io.kprofefe.scrape.Scrapes.url;
import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.Targets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a target may fail, and the one outcome it has. */
@Timeout(60)
class ScrapeOutcomesTest {

  private static final int MOST = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Scraper patient = new Scraper(new ScrapeSettings(LONG, LONG, MOST));
  private final Scraper hasty = new Scraper(new ScrapeSettings(LONG, SHORT, MOST));

  @AfterEach
  void close() {
    patient.close();
    hasty.close();
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("faults")
  void a_fault_has_one_outcome_and_says_what_happened(String said, Outcome outcome, Fault fault) {
    try (var target = FaultServer.that(fault)) {
      ProfileFailure failure = failure(patient, target, HEAP);
      assertEquals(outcome, failure.outcome(), failure.reason());
      assertTrue(failure.reason().contains(said), failure.reason());
      assertTrue(failure.reason().contains(url(target, HEAP)), failure.reason());
    }
  }

  static Stream<Arguments> faults() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        arguments("connection", Outcome.UNREACHABLE, Fault.resetBeforeReading()),
        arguments("before it answered", Outcome.UNREACHABLE, Fault.resetAfterReading()),
        arguments("before it answered", Outcome.UNREACHABLE, Fault.closeAfterReading()),
        arguments("status 404", Outcome.HTTP_STATUS, answer(404, "page not found")),
        arguments("status 204", Outcome.HTTP_STATUS, answer(204, "")),
        arguments("status 206", Outcome.HTTP_STATUS, answer(206, "part")),
        arguments("status 401", Outcome.HTTP_STATUS, answer(401, "", "WWW-Authenticate: Basic")),
        arguments("status 407", Outcome.HTTP_STATUS, answer(407, "", "Proxy-Authenticate: Basic")),
        arguments("status 408", Outcome.HTTP_STATUS, answer(408, "")),
        arguments("status 421", Outcome.HTTP_STATUS, answer(421, "")),
        arguments("status 500", Outcome.HTTP_STATUS, answer(500, "another trouble")),
        arguments("status 503", Outcome.HTTP_STATUS, answer(503, "", "Retry-After: 0")),
        arguments("status 500", Outcome.HTTP_STATUS, Fault.cutAnswer(500, "half of it", 4)),
        arguments(
            "somebody else",
            Outcome.BUSY,
            answer(500, "Could not enable CPU profiling: cpu profiling already in use\n")),
        arguments("status 301", Outcome.REDIRECT, answer(301, "", "Location: /elsewhere")),
        arguments(
            "status 302", Outcome.REDIRECT, answer(302, "", "Location: http://169.254.169.254/")),
        arguments("status 307", Outcome.REDIRECT, answer(307, "")),
        arguments(
            "status 304", Outcome.HTTP_STATUS, Fault.raw("HTTP/1.1 304 Not Modified\r\n\r\n")),
        arguments(
            "not speak HTTP", Outcome.INVALID, Fault.raw(ok + "Content-Length: -5\r\n\r\nhalf")),
        arguments("not speak HTTP", Outcome.INVALID, Fault.raw("SSH-2.0-OpenSSH_9.9\r\n")),
        arguments("not speak HTTP", Outcome.INVALID, Fault.raw("\0\0\0\0\r\n\r\n")),
        arguments("in the head", Outcome.INVALID, Fault.raw("HTTP/1.1 200 OK\r\nContent-")),
        arguments("in the middle", Outcome.INVALID, Fault.cutAnswer(200, "half of it", 4)),
        arguments("in the middle", Outcome.INVALID, Fault.cutAnswer(200, "half of it", 0)),
        arguments(
            "in the middle",
            Outcome.INVALID,
            Fault.raw(ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")),
        arguments(
            "in the middle",
            Outcome.INVALID,
            Fault.raw(ok + "Transfer-Encoding: chunked\r\n\r\nno number\r\n")),
        arguments(
            "in the middle",
            Outcome.INVALID,
            Fault.raw(ok + "Transfer-Encoding: chunked\r\n\r\n-4\r\nhalf\r\n0\r\n\r\n")),
        arguments("1048576 bytes", Outcome.TOO_LARGE, answer(200, "x".repeat(MOST + 1))),
        arguments(
            "1048576 bytes",
            Outcome.TOO_LARGE,
            Fault.raw(ok + "Content-Length: 99999999999\r\n\r\n")),
        arguments("1048576 bytes", Outcome.TOO_LARGE, endless(ok + "\r\n", "x".repeat(64))),
        arguments(
            "1048576 bytes",
            Outcome.TOO_LARGE,
            endless(ok + "Transfer-Encoding: chunked\r\n\r\n", "4\r\nmore\r\n")),
        arguments("16 KiB", Outcome.TOO_LARGE, endless(ok, "X-More: of it\r\n")),
        arguments("16 KiB", Outcome.TOO_LARGE, endless(ok + "X-Endless: ", "more of it")),
        arguments("16 KiB", Outcome.TOO_LARGE, endless("", "HTTP/1.1 103 Hints\r\n\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slownesses")
  void what_is_not_done_in_time_ends_at_the_whole_call_limit(String said, Fault fault) {
    try (var target = FaultServer.that(fault)) {
      ProfileFailure failure = failure(hasty, target, HEAP);
      assertEquals(Outcome.TIMEOUT, failure.outcome());
      assertEquals(said + " from " + url(target, HEAP) + " in 0.3 s", failure.reason());
    }
  }

  static Stream<Arguments> slownesses() {
    return Stream.of(
        arguments("no answer", Fault.silence()),
        arguments("no answer", Fault.deaf(new CountDownLatch(1))),
        arguments("no answer", Fault.dripOfHeaders(Duration.ofMillis(20))),
        arguments("no whole answer", Fault.drip(200, Duration.ofMillis(20))));
  }

  @Test
  void nobody_at_the_address_is_unreachable() {
    ProfileFailure failure = failure(patient, Targets.at(FaultServer.nobody().getPort()), HEAP);
    assertEquals(Outcome.UNREACHABLE, failure.outcome());
    assertTrue(failure.reason().endsWith("Connection refused"), failure.reason());
  }
}
