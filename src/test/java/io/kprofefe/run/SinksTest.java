package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.spool.Spool;
import io.kprofefe.store.spool.SpoolDelivery;
import io.kprofefe.store.spool.SpoolReport;
import io.kprofefe.testing.MemorySink;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several sinks, each failing on its own. */
@Timeout(60)
class SinksTest {

  private final MemorySink good = new MemorySink("good");

  @Test
  void each_sink_has_a_delivery_of_its_own_and_the_worst_is_the_outcome() {
    var down =
        new MemorySink(
            "down",
            profile -> {
              throw new ProfileFailure(Outcome.UNDELIVERED, "nobody there");
            });
    RunReport report = heap(good, down);

    assertEquals(1, good.kept().size());
    ProfileEnd end = report.ends().getFirst();
    assertEquals(Outcome.UNDELIVERED, end.outcome());
    assertEquals("nobody there", end.reason());
    assertEquals(
        List.of(
            new Delivery("good", Outcome.STORED, "good-1", "", false),
            new Delivery("down", Outcome.UNDELIVERED, "", "nobody there", false)),
        end.deliveries());
    assertEquals(ExitCode.PARTIAL, report.exitCode());
  }

  @Test
  void a_slow_sink_keeps_no_other_from_its_copy() {
    var arrived = new CountDownLatch(1);
    var slow = new MemorySink("slow", profile -> arrived.await());
    var quick = new MemorySink("quick", profile -> arrived.countDown());
    RunReport report = heap(slow, quick);
    assertEquals(Outcome.STORED, report.ends().getFirst().outcome());
  }

  @Test
  void a_sink_that_does_not_let_us_in_decides_the_exit_code() {
    var locked =
        new MemorySink(
            "locked",
            profile -> {
              throw new SinkDenied("status 403");
            });
    RunReport report = heap(good, locked);
    assertTrue(report.ends().getFirst().deliveries().getLast().denied());
    assertEquals(ExitCode.DENIED, report.exitCode());
  }

  @Test
  void a_bug_in_a_sink_leaves_open_whether_it_is_stored() {
    var broken =
        new MemorySink(
            "broken",
            profile -> {
              throw new IllegalStateException("on purpose");
            });
    ProfileEnd end = heap(good, broken).ends().getFirst();
    assertEquals(Outcome.UNKNOWN, end.outcome());
    assertTrue(end.reason().contains("on purpose"), end.reason());
    assertEquals(1, good.kept().size());
  }

  @Test
  void a_bug_met_with_a_spool_is_in_the_report(@TempDir Path folder) throws IOException {
    var spool = new Spool(folder.resolve("spool"), 1 << 20);
    byte[] body = Profiles.at(Instant.now());
    spool.keep(new NewProfile("web", StoredType.HEAP, Labels.NONE, Instant.now(), body));
    var broken =
        new MemorySink(
            "broken",
            profile -> {
              throw new IllegalStateException("on purpose");
            });
    var store = new DirectoryStore(folder.resolve("store"));
    var left = new SpoolDelivery(broken, store, spool, InstantSource.system());
    SpoolReport report = TestRun.overNobody().to(good).delivering(left).run().spools().getFirst();
    assertTrue(report.problem().orElseThrow().contains("on purpose"), report.toString());
    assertEquals(1, report.left());
  }

  @Test
  void a_run_without_a_sink_does_not_begin() {
    assertThrows(IllegalArgumentException.class, () -> TestRun.overNobody().run());
  }

  private static RunReport heap(MemorySink... sinks) {
    try (var pods = PprofServer.with(1).serving("heap", profile(Profiles.at(Instant.now())))) {
      return TestRun.over(pods, HEAP).to(sinks).run();
    }
  }
}
