package io.kprofefe.scrape;

import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.GOROUTINE;
import static io.kprofefe.profile.ProfileType.HEAP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.testing.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An address where packets vanish: a listener whose queue is full answers no further SYN. */
@Timeout(60)
class SilentAddressTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<Socket> queued = new ArrayList<>();
  private final ServerSocket listener = newListener();

  @BeforeEach
  void fillTheQueue() throws IOException {
    boolean full = false;
    while (!full) {
      var socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(listener.getLocalSocketAddress(), 300);
      } catch (SocketTimeoutException vanished) {
        full = true;
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : queued) {
      socket.close();
    }
    listener.close();
  }

  @Test
  void is_unreachable_after_the_connect_timeout() throws ProfileFailure {
    try (var scraper = new Scraper(new ScrapeSettings(SHORT, LONG, 1))) {
      assertUnreachable(scraper);
    }
  }

  @Test
  void is_unreachable_also_when_the_whole_call_is_shorter() throws ProfileFailure {
    try (var scraper = new Scraper(new ScrapeSettings(LONG, SHORT, 1))) {
      assertUnreachable(scraper);
    }
  }

  @Test
  void costs_a_pod_two_timeouts_for_its_instant_profiles_and_one_for_each_sampled_one()
      throws ProfileFailure {
    try (var scraper = new Scraper(new ScrapeSettings(SHORT, LONG, 1));
        var visit = scraper.visit(Targets.at(listener.getLocalPort()))) {
      ProfileFailure heap = failure(visit, HEAP);
      assertSame(heap, failure(visit, GOROUTINE)); // found out once
      assertNotSame(heap, failure(visit, CPU)); // dialled once more: it may have been a blip
    }
  }

  private void assertUnreachable(Scraper scraper) throws ProfileFailure {
    try (var visit = scraper.visit(Targets.at(listener.getLocalPort()))) {
      ProfileFailure failure = failure(visit, HEAP);
      assertEquals(Outcome.UNREACHABLE, failure.outcome());
      assertEquals(
          "no connection to http://127.0.0.1:%d/debug/pprof/heap in 0.2 s"
              .formatted(listener.getLocalPort()),
          failure.reason());
    }
  }

  private static ProfileFailure failure(Visit visit, ProfileType type) {
    return assertThrows(ProfileFailure.class, () -> visit.ask(Targets.handler(type)));
  }

  private static ServerSocket newListener() {
    try {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }
}
