package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.testing.MemorySink;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a run goes on at once. */
@Timeout(120)
class BoundsTest {

  private static final int PODS = 12;
  private static final long LONG_ENOUGH_MILLIS = 100;

  private final PprofServer.Handler healthy = profile(Profiles.at(Instant.now()));

  @Test
  void thousands_of_cpu_profiles_sample_at_once_whatever_the_bodies_may_be() {
    int many = 2000;
    // None is answered before all have asked: any other bound on them would never let this end.
    var allHere = new CountDownLatch(many);
    try (var pods = PprofServer.with(many).serving("profile", healthy.meetingAt(allHere))) {
      var sink = new MemorySink("memory");
      RunReport report = TestRun.over(pods, CPU).to(sink).bounds(many, 4, 2).run();
      assertEquals(many, pods.mostAtOnce());
      assertEquals(Map.of(Outcome.STORED, many), report.counts(CPU));
      assertEquals(many, sink.kept().size());
    }
  }

  @ParameterizedTest(name = "{0} MiB: {1}")
  @CsvSource({"16, 327", "128, 2621", "256, 5242", "358, 7331", "400, 8192", "4096, 8192"})
  void no_more_connections_are_open_than_half_the_heap_has_room_for(long mebibytes, int most) {
    var settings =
        new RunSettings(
            8192,
            new BodyBounds(64, 48 << 20, 8 << 20),
            1,
            PprofLimits.ofDecoded(64 << 20),
            Duration.ofMinutes(10),
            Duration.ofMinutes(8),
            0.2);
    assertEquals(most, settings.connections(mebibytes << 20));
  }

  @Test
  void no_more_connections_are_open_than_allowed() {
    var crowd = new Crowd(5);
    PprofServer.Handler crowded =
        caller -> {
          crowd.join();
          healthy.answer(caller);
        };
    try (var pods = PprofServer.with(PODS).serving("heap", crowded)) {
      TestRun.over(pods, HEAP).to(new MemorySink("memory")).bounds(5, 64, 32).run();
    }
    assertEquals(5, crowd.most());
  }

  @Test
  void no_more_bodies_are_held_than_allowed() {
    assertEquals(3, mostWritesAtOnce(3, 100, new Crowd(3)));
  }

  @Test
  void no_more_deliveries_are_under_way_than_allowed() {
    assertEquals(2, mostWritesAtOnce(100, 2, new Crowd(2)));
  }

  private int mostWritesAtOnce(int bodies, int deliveries, Crowd crowd) {
    try (var pods = PprofServer.with(PODS).serving("heap", healthy)) {
      TestRun.over(pods, HEAP)
          .to(new MemorySink("memory", profile -> crowd.join()))
          .bounds(100, bodies, deliveries)
          .run();
    }
    return crowd.most();
  }

  /** Nobody goes on before so many are here, nor before one too many had the time to come. */
  private static final class Crowd {

    private final CountDownLatch all;
    private final CountDownLatch oneTooMany;
    private final AtomicInteger here = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Crowd(int expected) {
      this.all = new CountDownLatch(expected);
      this.oneTooMany = new CountDownLatch(expected + 1);
    }

    void join() throws InterruptedException {
      most.accumulateAndGet(here.incrementAndGet(), Math::max);
      all.countDown();
      oneTooMany.countDown();
      all.await();
      boolean _ = oneTooMany.await(LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS);
      here.decrementAndGet();
    }

    int most() {
      return most.get();
    }
  }
}
