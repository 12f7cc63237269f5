package io.kprofefe.metrics;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.run.Delivery;
import io.kprofefe.run.ExitCode;
import io.kprofefe.run.ProfileEnd;
import io.kprofefe.run.RunReport;
import io.kprofefe.run.StageTimes;
import io.kprofefe.target.AskedAs;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import io.kprofefe.target.Via;
import io.kprofefe.testing.Targets;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs that have ended, for tests of what is told about them. */
final class Reports {

  private static final Target WEB = target("web-0");
  private static final Target DOWN = target("web-1");

  private Reports() {}

  /** Two pods, one of them away, and a third that was skipped; two sinks, one of them choosy. */
  static RunReport mixed(ExitCode exitCode) {
    return report(
        exitCode,
        List.of(WEB, DOWN),
        List.of(new Skipped(TargetIdentity.pod("shop", "web-2"), "phase is Pending")),
        List.of(
            end(WEB, ProfileType.CPU, Outcome.STORED, 2000, Outcome.STORED, Outcome.STORED),
            end(WEB, ProfileType.HEAP, Outcome.REJECTED, 300, Outcome.STORED, Outcome.REJECTED),
            end(WEB, ProfileType.MUTEX, Outcome.EMPTY, 70),
            end(DOWN, ProfileType.CPU, Outcome.UNREACHABLE, 0),
            end(DOWN, ProfileType.HEAP, Outcome.UNREACHABLE, 0)));
  }

  static RunReport empty(ExitCode exitCode) {
    return report(exitCode, List.of(), List.of(), List.of());
  }

  private static RunReport report(
      ExitCode exitCode, List<Target> targets, List<Skipped> skipped, List<ProfileEnd> ends) {
    return new RunReport(
        exitCode,
        Instant.parse("2026-11-21T11:01:55.250Z"),
        Duration.ofMillis(31_250),
        new StageTimes(Duration.ofMillis(40), Duration.ofSeconds(31), Duration.ofMillis(1500)),
        Optional.empty(),
        targets,
        skipped,
        Set.of(),
        ends,
        List.of());
  }

  private static ProfileEnd end(
      Target target, ProfileType type, Outcome outcome, long bytes, Outcome... deliveries) {
    String[] sinks = {"directory", "profefe"};
    Delivery[] all = new Delivery[deliveries.length];
    for (int i = 0; i < deliveries.length; i++) {
      all[i] = new Delivery(sinks[i], deliveries[i], "", "", false);
    }
    return new ProfileEnd(target, Targets.handler(type), outcome, "", bytes, List.of(all));
  }

  private static Target target(String pod) {
    return new Target(
        TargetIdentity.pod("shop", pod),
        "",
        "web",
        new Endpoint(
            Scheme.HTTP, InetAddress.getLoopbackAddress(), 6060, Via.DIRECT, "/debug/pprof"),
        ProfileType.DEFAULTS.stream().map(Targets::handler).toList(),
        Labels.NONE,
        List.of(),
        AskedAs.ANYBODY);
  }
}
