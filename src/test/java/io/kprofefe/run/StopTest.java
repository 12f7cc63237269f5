package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.spool.Spool;
import io.kprofefe.store.spool.SpoolDelivery;
import io.kprofefe.testing.MemorySink;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run that is ended early still does, and what it does no more. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StopTest {

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final PprofServer.Handler healthy = profile(Profiles.at(Instant.now()));
  private final CountDownLatch never = new CountDownLatch(1);
  private final MemorySink sink = new MemorySink("memory");

  @ParameterizedTest
  @CsvSource({"SIGTERM, TERMINATED", "SIGINT, INTERRUPTED", "DEADLINE, PARTIAL"})
  void what_samples_is_cancelled_and_what_was_stored_stays(Stop.Cause cause, ExitCode code) {
    try (var pods = PprofServer.with(1)) {
      var run = TestRun.over(pods, HEAP, CPU).to(sink);
      pods.serving("heap", healthy)
          .serving(
              "profile",
              caller -> {
                run.stop.request(cause);
                never.await();
              });
      RunReport report = run.run();

      assertEquals(1, sink.kept().size());
      ProfileEnd cpu = report.ends().getLast();
      assertEquals(Outcome.CANCELLED, cpu.outcome());
      assertEquals(cause.reason(), cpu.reason());
      assertEquals(code, report.exitCode());
    }
  }

  @Test
  void the_deadline_ends_a_run_by_itself() {
    try (var pods = PprofServer.with(1).serving("profile", healthy.behind(never))) {
      RunReport report = TestRun.over(pods, CPU).to(sink).deadline(Duration.ofMillis(200)).run();
      assertEquals(Map.of(Outcome.CANCELLED, 1), report.counts(CPU));
      assertEquals(ExitCode.PARTIAL, report.exitCode());
    }
  }

  @Test
  void who_waits_for_a_connection_wakes_up() {
    try (var pods = PprofServer.with(20)) {
      var run = TestRun.over(pods, HEAP, CPU).to(sink).bounds(1, 64, 32);
      pods.serving(
          "heap",
          caller -> {
            run.stop.request(Stop.Cause.SIGTERM);
            never.await();
          });
      RunReport report = run.run();
      assertEquals(Map.of(Outcome.CANCELLED, 20), report.counts(CPU));
      assertEquals(Map.of(Outcome.CANCELLED, 20), report.counts(HEAP));
      assertEquals(1, pods.requests().size());
    }
  }

  @Test
  void who_waits_for_memory_wakes_up_and_what_is_held_is_delivered() {
    int pods = 20;
    var allAsked = new CountDownLatch(pods);
    var run = new TestRun[1];
    var slow =
        new MemorySink(
            "slow",
            profile -> {
              allAsked.await();
              run[0].stop.request(Stop.Cause.SIGTERM);
            });
    try (var server = PprofServer.with(pods).serving("heap", healthy.meetingAt(allAsked))) {
      run[0] = TestRun.over(server, HEAP).to(slow).bounds(100, 1, 32);
      RunReport report = run[0].run();
      assertEquals(Map.of(Outcome.STORED, 1, Outcome.CANCELLED, pods - 1), report.counts(HEAP));
    }
  }

  @Test
  void a_delivery_under_way_is_finished() {
    try (var pods = PprofServer.with(1).serving("heap", healthy)) {
      var run = TestRun.over(pods, HEAP);
      run.to(new MemorySink("memory", profile -> run.stop.request(Stop.Cause.SIGTERM)));
      RunReport report = run.run();
      assertEquals(Map.of(Outcome.STORED, 1), report.counts(HEAP));
      assertEquals(ExitCode.TERMINATED, report.exitCode());
    }
  }

  @Test
  void a_delivery_that_takes_too_long_then_is_cut_off_and_the_sink_says_what_became_of_it() {
    try (var pods = PprofServer.with(1).serving("heap", healthy)) {
      var run = TestRun.over(pods, HEAP).drain(AT_ONCE);
      run.to(
          new MemorySink(
              "listening",
              profile -> {
                run.stop.request(Stop.Cause.SIGTERM);
                try {
                  never.await();
                } catch (InterruptedException cutOff) {
                  throw new ProfileFailure(Outcome.CANCELLED, "not sent yet");
                }
              }));
      ProfileEnd end = run.run().ends().getFirst();
      assertEquals(Outcome.CANCELLED, end.outcome());
      assertEquals("not sent yet", end.reason());
    }
  }

  @Test
  void a_sink_that_does_not_listen_is_not_waited_for() {
    try (var pods = PprofServer.with(1).serving("heap", healthy)) {
      var run = TestRun.over(pods, HEAP).drain(AT_ONCE);
      run.to(
          new MemorySink(
              "deaf",
              profile -> {
                run.stop.request(Stop.Cause.SIGTERM);
                awaitWhateverComes(never);
              }));
      ProfileEnd end = run.run().ends().getFirst();
      assertEquals(Outcome.UNKNOWN, end.outcome());
      assertEquals(
          "the run was told to end (SIGTERM) while it was written: it may be stored", end.reason());
    } finally {
      never.countDown();
    }
  }

  @Test
  void a_spool_whose_sink_does_not_listen_is_not_waited_for(@TempDir Path folder) throws Exception {
    var spool = new Spool(folder, 1 << 20);
    byte[] body = Profiles.at(Instant.now());
    spool.keep(new NewProfile("web", StoredType.HEAP, Labels.NONE, Instant.now(), body));
    var run = TestRun.overNobody().to(sink).drain(AT_ONCE);
    var deaf =
        new MemorySink(
            "deaf",
            profile -> {
              run.stop.request(Stop.Cause.SIGTERM);
              awaitWhateverComes(never);
            });
    try {
      var store = new DirectoryStore(folder.resolve("store"));
      run.delivering(new SpoolDelivery(deaf, store, spool, InstantSource.system()));
      RunReport report = run.run();
      assertEquals(ExitCode.TERMINATED, report.exitCode());
      assertEquals(1, report.spools().getFirst().left());
    } finally {
      never.countDown();
    }
  }

  @Test
  void a_listing_is_stopped_and_is_not_blamed_for_it() {
    var run = TestRun.overNobody().to(sink);
    RunReport report =
        run.run(each -> {
          run.stop.request(Stop.Cause.DEADLINE);
          try {
            never.await();
          } catch (InterruptedException stopped) {
            throw new ListingException(Problem.TRANSIENT, "interrupted");
          }
          return List.of();
        });
    assertEquals(
        Optional.of("not all pods were listed: the run's deadline came first"), report.error());
    assertEquals(ExitCode.PARTIAL, report.exitCode());
  }

  @Test
  void an_order_given_before_the_run_begins_counts() {
    try (var pods = PprofServer.with(2).serving("heap", healthy)) {
      var run = TestRun.over(pods, HEAP).to(sink);
      run.stop.request(Stop.Cause.SIGINT);
      RunReport report = run.run();
      assertEquals(List.of(), pods.requests());
      assertEquals(ExitCode.INTERRUPTED, report.exitCode());
    }
  }

  @Test
  void a_signal_after_the_deadline_is_the_cause_and_repeats_nothing() {
    var stop = new Stop();
    var done = new ArrayList<String>();
    stop.whenRequested(() -> done.add("once"));
    stop.request(Stop.Cause.DEADLINE);
    stop.request(Stop.Cause.SIGTERM);
    stop.request(Stop.Cause.SIGINT);
    stop.whenRequested(() -> done.add("at once"));
    assertEquals(Optional.of(Stop.Cause.SIGTERM), stop.cause());
    assertEquals(List.of("once", "at once"), done);
  }

  private static void awaitWhateverComes(CountDownLatch gate) {
    boolean open = false;
    while (!open) {
      try {
        gate.await();
        open = true;
      } catch (InterruptedException notListening) {
        // That is the point.
      }
    }
  }
}
