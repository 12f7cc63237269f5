package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.Outcome;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.MemorySink;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much of a run goes on at once. */
@Timeout(120)
class BoundsTest {

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

  @Test
  void no_more_connections_are_open_than_allowed() {
    try (var pods =
        PprofServer.with(40).serving("heap", healthy.meetingAt(new CountDownLatch(5)))) {
      TestRun.over(pods, HEAP).to(new MemorySink("memory")).bounds(5, 64, 32).run();
      assertEquals(5, pods.mostAtOnce());
      assertEquals(40, pods.requests().size());
    }
  }

  @Test
  void no_more_bodies_are_held_than_allowed() {
    assertEquals(3, mostWritesAtOnce(3, 100, 3));
  }

  @Test
  void no_more_deliveries_are_under_way_than_allowed() {
    assertEquals(2, mostWritesAtOnce(100, 2, 2));
  }

  /** The bound is reached for sure: nobody goes on before so many are there. */
  private int mostWritesAtOnce(int bodies, int deliveries, int expected) {
    var sink = new Crowd(expected);
    try (var pods = PprofServer.with(40).serving("heap", healthy)) {
      TestRun.over(pods, HEAP)
          .to(new MemorySink("memory", sink))
          .bounds(100, bodies, deliveries)
          .run();
    }
    return sink.most.get();
  }

  private static final class Crowd implements MemorySink.Before {

    private final CountDownLatch together;
    private final AtomicInteger here = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    Crowd(int together) {
      this.together = new CountDownLatch(together);
    }

    @Override
    public void write(NewProfile profile) throws InterruptedException {
      most.accumulateAndGet(here.incrementAndGet(), Math::max);
      together.countDown();
      together.await();
      here.decrementAndGet();
    }
  }
}
