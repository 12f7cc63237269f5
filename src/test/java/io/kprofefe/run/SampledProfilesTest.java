package io.kprofefe.run;

import static io.kprofefe.profile.ProfileType.CPU;
import static io.kprofefe.profile.ProfileType.CUSTOM;
import static io.kprofefe.profile.ProfileType.HEAP;
import static io.kprofefe.profile.ProfileType.MUTEX;
import static io.kprofefe.profile.ProfileType.TRACE;
import static io.kprofefe.testing.PprofServer.Handler.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.target.Handler;
import io.kprofefe.target.Target;
import io.kprofefe.testing.MemorySink;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.Targets;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What one pod is asked for at the same time, and what after another. */
class SampledProfilesTest {

  private final byte[] bytes = Profiles.at(Instant.now());
  private final MemorySink sink = new MemorySink("memory");

  private static Target asked(PprofServer pods, Handler... handlers) {
    return Targets.asked(Targets.at("web-0", pods.addresses().getFirst()), handlers);
  }

  private RunReport run(Target target) {
    return TestRun.overNobody().with("web-0", target).to(sink).run();
  }

  @Test
  void differences_are_sampled_beside_the_cpu_profile_after_the_others_and_before_a_trace() {
    var together = new CountDownLatch(2);
    try (var pods =
        PprofServer.with(1)
            .serving("heap", profile(bytes))
            .serving("profile", profile(bytes).meetingAt(together))
            .serving("mutex", profile(bytes).meetingAt(together))) {
      RunReport report =
          run(
              asked(
                  pods,
                  Targets.handler(TRACE),
                  Targets.difference(MUTEX),
                  Targets.handler(CPU),
                  Targets.handler(HEAP)));

      assertEquals(Map.of(Outcome.STORED, 1), report.counts(CPU));
      assertEquals(Map.of(Outcome.STORED, 1), report.counts(MUTEX));
      assertEquals(
          List.of("mutex?seconds=1", "profile?seconds=1"),
          pods.requests().subList(1, 3).stream().sorted().toList());
      assertEquals("heap", pods.requests().getFirst());
      assertEquals("trace?seconds=1", pods.requests().getLast());
    }
  }

  @Test
  void with_one_connection_for_all_pods_nobody_waits_for_somebody_who_waits() {
    try (var pods =
        PprofServer.with(3).serving("profile", profile(bytes)).serving("mutex", profile(bytes))) {
      TestRun run = TestRun.overNobody().bounds(1, 1, 1).to(sink);
      for (InetSocketAddress address : pods.addresses()) {
        String name = "web-" + address.getPort();
        run.with(
            name,
            Targets.asked(
                Targets.at(name, address), Targets.difference(MUTEX), Targets.handler(CPU)));
      }
      assertEquals(ExitCode.OK, run.run().exitCode());
      assertEquals(6, sink.kept().size());
    }
  }

  @Test
  void a_programs_own_profile_is_stored_by_its_name_and_counted_as_custom() {
    var own = new Handler(CUSTOM, "queue", "/debug/pprof/queue", Duration.ZERO, Map.of());
    try (var pods = PprofServer.with(1).serving("queue", profile(bytes))) {
      RunReport report = run(asked(pods, own));
      NewProfile kept = sink.kept().getFirst();
      assertEquals(StoredType.OTHER, kept.type());
      assertEquals(
          new Labels(List.of(new Label("pod", "web-0"), new Label("profile_type", "queue"))),
          kept.labels());
      assertEquals(Map.of(Outcome.STORED, 1), report.counts(CUSTOM));
    }
  }
}
