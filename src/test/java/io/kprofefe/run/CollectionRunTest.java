package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.ALLOCS;
import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.GOROUTINE;
import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.profile.ProfileType.MUTEX;
import static io.kprofefe.profile.ProfileType.TRACE;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static io.kprofefe.testing.PprofServer.Handler.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.TargetIdentity;
import io.kprofefe.target.Unannotated;
import io.kprofefe.testing.MemorySink;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CollectionRunTest {

  private static final TargetIdentity OTHER = TargetIdentity.pod("shop", "other");

  private final MemorySink sink = new MemorySink("memory");

  @Test
  void every_profile_wanted_of_every_pod_reaches_the_sink_as_it_came() {
    byte[] bytes = Profiles.at(Instant.now());
    try (var pods =
        PprofServer.with(3).serving("profile", profile(bytes)).serving("heap", profile(bytes))) {
      RunReport report = TestRun.over(pods, CPU, HEAP).to(sink).run();

      assertEquals(6, sink.kept().size());
      for (NewProfile kept : sink.kept()) {
        assertArrayEquals(bytes, kept.bytes());
        assertEquals("web", kept.service());
      }
      assertEquals(Map.of(Outcome.STORED, 3), report.counts(CPU));
      assertEquals(Map.of(Outcome.STORED, 3), report.counts(HEAP));
      assertEquals(bytes.length, report.ends().getFirst().bytes());
      assertEquals(3, report.podsSelected());
      assertEquals(3, report.podsProfiled());
      assertEquals(ExitCode.OK, report.exitCode());
      assertEquals(Optional.empty(), report.error());
    }
  }

  @Test
  void of_one_pod_the_instant_profiles_come_first_then_cpu_then_trace() {
    try (var pods = PprofServer.with(1)) {
      TestRun.over(pods, TRACE, CPU, HEAP, GOROUTINE).to(sink).run();
      assertEquals(
          List.of("heap", "goroutine", "profile?seconds=1", "trace?seconds=1"), pods.requests());
    }
  }

  @Test
  void a_type_that_stores_do_not_know_is_told_by_a_label() {
    try (var pods = PprofServer.with(1).serving("allocs", profile(Profiles.at(Instant.now())))) {
      TestRun.over(pods, ALLOCS).to(sink).run();
      NewProfile kept = sink.kept().getFirst();
      assertEquals(StoredType.OTHER, kept.type());
      assertEquals(
          new Labels(List.of(new Label("pod", "web-0"), new Label("profile_type", "allocs"))),
          kept.labels());
    }
  }

  @Test
  void an_empty_profile_is_no_failure_and_goes_nowhere() {
    try (var pods = PprofServer.with(1).serving("mutex", profile(Profiles.empty()))) {
      RunReport report = TestRun.over(pods, MUTEX).to(sink).run();
      assertEquals(List.of(), sink.kept());
      assertEquals(Map.of(Outcome.EMPTY, 1), report.counts(MUTEX));
      assertEquals(1, report.podsProfiled());
      assertEquals(ExitCode.OK, report.exitCode());
    }
  }

  @Test
  void what_is_no_profile_costs_itself_and_says_what_it_is() {
    byte[] page = "<!DOCTYPE html><html><body>Sign in</body></html>".getBytes(UTF_8);
    try (var pods =
        PprofServer.with(1)
            .serving("heap", profile(page))
            .serving("goroutine", status(503, new byte[0]))
            .serving("profile", profile(Profiles.at(Instant.now())))) {
      RunReport report = TestRun.over(pods, HEAP, GOROUTINE, CPU).to(sink).run();

      assertEquals(1, sink.kept().size());
      ProfileEnd heap = report.ends().getFirst();
      assertEquals(Outcome.INVALID, heap.outcome());
      assertTrue(heap.reason().contains("HTML"), heap.reason());
      assertEquals(page.length, heap.bytes());
      assertEquals(List.of(), heap.deliveries());
      assertEquals(Map.of(Outcome.HTTP_STATUS, 1), report.counts(GOROUTINE));
      assertEquals(ExitCode.PARTIAL, report.exitCode());
    }
  }

  @ParameterizedTest(name = "{0} min off: {1}")
  @CsvSource({"-11, SKEWED", "-9, STORED", "0, STORED", "9, STORED", "12, SKEWED"})
  void a_profile_of_another_time_goes_nowhere(int minutes, Outcome outcome) {
    Instant own = Instant.now().plus(Duration.ofMinutes(minutes));
    try (var pods = PprofServer.with(1).serving("heap", profile(Profiles.at(own)))) {
      ProfileEnd end = TestRun.over(pods, HEAP).to(sink).run().ends().getFirst();
      assertEquals(outcome, end.outcome());
      if (outcome == Outcome.STORED) {
        assertEquals(own, sink.kept().getFirst().createdAt());
      } else {
        assertEquals(List.of(), sink.kept());
        assertTrue(end.reason().contains(own.toString()), end.reason());
      }
    }
  }

  @Test
  void a_profile_without_a_time_is_filed_by_ours() {
    Instant before = Instant.now();
    try (var pods = PprofServer.with(1).serving("heap", profile(Profiles.withoutTime()))) {
      TestRun.over(pods, HEAP).to(sink).run();
      Instant createdAt = sink.kept().getFirst().createdAt();
      assertFalse(createdAt.isBefore(before), createdAt.toString());
      assertFalse(createdAt.isAfter(Instant.now()), createdAt.toString());
    }
  }

  @Test
  void pods_that_cannot_be_profiled_are_reported_and_those_that_do_not_ask_are_not() {
    var skipped = new Skipped(OTHER, "phase is Pending");
    RunReport report =
        TestRun.overNobody()
            .with("other", skipped)
            .with("plain", new Unannotated(TargetIdentity.pod("shop", "plain")))
            .to(sink)
            .run();
    assertEquals(List.of(skipped), report.skipped());
    assertEquals(1, report.podsSkipped());
    assertEquals(0, report.podsSelected());
    assertEquals(ExitCode.OK, report.exitCode());
  }

  @Test
  void a_pod_that_was_named_and_does_not_exist_is_reported() {
    var missing = new Skipped(OTHER, "no such pod");
    RunReport report = TestRun.overNobody().to(sink).run(each -> List.of(missing));
    assertEquals(List.of(missing), report.skipped());
  }

  @Test
  void several_endpoints_of_one_pod_are_one_pod() {
    try (var pods = PprofServer.with(2).serving("heap", profile(Profiles.at(Instant.now())))) {
      RunReport report =
          TestRun.overNobody()
              .with(
                  "web-0",
                  Targets.at("web-0", pods.addresses().get(0), HEAP),
                  Targets.at("web-0", pods.addresses().get(1), HEAP))
              .to(sink)
              .run();
      assertEquals(2, sink.kept().size());
      assertEquals(1, report.podsSelected());
      assertEquals(1, report.podsProfiled());
    }
  }

  @ParameterizedTest
  @CsvSource({"DENIED, DENIED", "TRANSIENT, PARTIAL", "FAILED, PARTIAL"})
  void a_list_that_breaks_off_keeps_what_was_done_until_then(Problem problem, ExitCode code) {
    try (var pods = PprofServer.with(1).serving("heap", profile(Profiles.at(Instant.now())))) {
      RunReport report = TestRun.over(pods, HEAP).to(sink).listingEndsWith(problem).run();
      assertEquals(1, sink.kept().size());
      assertEquals(Optional.of("the API server said something"), report.error());
      assertEquals(code, report.exitCode());
    }
  }

  @Test
  void a_bug_of_ours_costs_the_pod_that_met_it_and_is_said() {
    RunReport report =
        TestRun.overNobody()
            .to(sink)
            .run(
                each -> {
                  each.accept(TestRun.pod("other"));
                  return List.of();
                },
                pod -> {
                  throw new IllegalStateException("on purpose");
                });
    assertEquals(OTHER, report.skipped().getFirst().identity());
    assertTrue(report.skipped().getFirst().reason().contains("on purpose"));
  }

  @Test
  void who_watches_is_told_of_every_profile_wanted_and_ended() {
    var wanted = new AtomicInteger();
    var ended = new AtomicInteger();
    try (var pods = PprofServer.with(2)) {
      TestRun.over(pods, CPU, HEAP)
          .to(sink)
          .told(
              new Progress() {
                @Override
                public void wanted(int profiles) {
                  wanted.addAndGet(profiles);
                }

                @Override
                public void ended(ProfileEnd end) {
                  ended.incrementAndGet();
                }
              })
          .run();
    }
    assertEquals(4, wanted.get());
    assertEquals(4, ended.get());
  }

  @Test
  void each_stage_has_a_time_within_the_run() {
    try (var pods = PprofServer.with(1).serving("heap", profile(Profiles.at(Instant.now())))) {
      RunReport report = TestRun.over(pods, HEAP).to(sink).run();
      var stages = report.stages();
      for (Duration stage : List.of(stages.list(), stages.collect(), stages.deliver())) {
        assertTrue(stage.isPositive(), stages.toString());
        assertTrue(stage.compareTo(report.duration()) <= 0, stages.toString());
      }
    }
  }
}
