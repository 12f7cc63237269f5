package io.kprofefe.run;

import static io.kprofefe.profile.Outcome.BUSY;
import static io.kprofefe.profile.Outcome.CANCELLED;
import static io.kprofefe.profile.Outcome.DECLINED;
import static io.kprofefe.profile.Outcome.EMPTY;
import static io.kprofefe.profile.Outcome.REJECTED;
import static io.kprofefe.profile.Outcome.SPOOLED;
import static io.kprofefe.profile.Outcome.STORED;
import static io.kprofefe.profile.Outcome.TIMEOUT;
import static io.kprofefe.profile.Outcome.UNDELIVERED;
import static io.kprofefe.profile.Outcome.UNKNOWN;
import static io.kprofefe.profile.Outcome.UNREACHABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kprofefe.kubernetes.ListingException.Problem;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.scrape.AccountDenied;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Target;
import io.kprofefe.target.Via;
import io.kprofefe.testing.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

  private static final Set<Outcome> OF_SINKS = Set.of(STORED, DECLINED);

  record Case(
      ExitCode expected,
      String when,
      Optional<Stop.Cause> stopped,
      Optional<Problem> listing,
      List<ProfileEnd> ends) {

    @Override
    public String toString() {
      return expected.code() + ": " + when;
    }
  }

  record Ends(List<ProfileEnd> each) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_run_has_one_exit_code(Case run) {
    assertEquals(run.expected, new Verdict(run.stopped, run.listing, run.ends, 0.2).exitCode());
  }

  static Stream<Case> cases() {
    return Stream.of(
        run(ExitCode.OK, "nothing to profile"),
        run(ExitCode.OK, "all stored", end(STORED), end(STORED)),
        run(ExitCode.OK, "all empty", end(EMPTY), end(EMPTY)),
        run(ExitCode.OK, "one of five failed", some(4, STORED), end(TIMEOUT)),
        run(ExitCode.PARTIAL, "one of four failed", some(3, STORED), end(TIMEOUT)),
        run(
            ExitCode.PARTIAL,
            "empty ones do not dilute",
            some(3, STORED),
            some(9, EMPTY),
            end(BUSY)),
        run(ExitCode.PARTIAL, "all failed at their pods", end(UNREACHABLE), end(BUSY)),
        run(ExitCode.PARTIAL, "one is kept for the next run", some(9, STORED), end(SPOOLED)),
        run(ExitCode.PARTIAL, "rejected by a sink that is there", end(REJECTED)),
        stopped(ExitCode.PARTIAL, Stop.Cause.DEADLINE, some(9, STORED), end(CANCELLED)),
        stopped(ExitCode.PARTIAL, Stop.Cause.DEADLINE, end(STORED)),
        listing(ExitCode.PARTIAL, Problem.TRANSIENT, end(STORED)),
        listing(ExitCode.PARTIAL, Problem.FAILED, end(STORED)),
        run(ExitCode.TRANSIENT, "the registry is away", end(UNDELIVERED), end(TIMEOUT)),
        run(ExitCode.TRANSIENT, "one of nine lost, none stored", some(9, EMPTY), end(UNDELIVERED)),
        listing(ExitCode.TRANSIENT, Problem.TRANSIENT),
        listing(ExitCode.TRANSIENT, Problem.TRANSIENT, end(UNREACHABLE)),
        stopped(ExitCode.TRANSIENT, Stop.Cause.DEADLINE, end(UNDELIVERED), end(CANCELLED)),
        run(ExitCode.PARTIAL, "away, and something is stored", end(STORED), end(UNDELIVERED)),
        run(ExitCode.PARTIAL, "away, and something may be stored", end(UNKNOWN), end(UNDELIVERED)),
        run(ExitCode.PARTIAL, "away, and something is kept", end(SPOOLED), end(UNDELIVERED)),
        run(ExitCode.PARTIAL, "one of two sinks has it", end(STORED, UNDELIVERED)),
        run(ExitCode.OK, "one has it, the other has no use for it", some(9, STORED, DECLINED)),
        run(ExitCode.OK, "no sink has a use for it", end(DECLINED), end(DECLINED, DECLINED)),
        run(
            ExitCode.PARTIAL,
            "declined ones do not dilute",
            some(3, STORED),
            some(9, DECLINED),
            end(BUSY)),
        run(ExitCode.TRANSIENT, "one is away, the other declines", end(UNDELIVERED, DECLINED)),
        run(ExitCode.TRANSIENT, "neither of two sinks has it", end(UNDELIVERED, UNDELIVERED)),
        listing(ExitCode.USAGE, Problem.FAILED),
        listing(ExitCode.DENIED, Problem.DENIED),
        listing(ExitCode.DENIED, Problem.DENIED, end(STORED)),
        run(ExitCode.DENIED, "one delivery denied", some(9, STORED), denied()),
        run(ExitCode.DENIED, "denied before away", end(UNDELIVERED), denied()),
        run(ExitCode.DENIED, "our account denied", some(9, STORED), ofAccount(refused())),
        run(ExitCode.TRANSIENT, "no API server there", ofAccount(away()), end(TIMEOUT)),
        run(ExitCode.PARTIAL, "it went away in the middle", end(STORED), ofAccount(away())),
        stopped(ExitCode.DENIED, Stop.Cause.DEADLINE, denied()),
        stopped(ExitCode.INTERRUPTED, Stop.Cause.SIGINT, end(STORED)),
        stopped(ExitCode.TERMINATED, Stop.Cause.SIGTERM),
        stopped(ExitCode.TERMINATED, Stop.Cause.SIGTERM, denied(), end(UNDELIVERED)));
  }

  private static Case run(ExitCode expected, String when, Ends... ends) {
    return new Case(expected, when, Optional.empty(), Optional.empty(), all(ends));
  }

  private static Case stopped(ExitCode expected, Stop.Cause by, Ends... ends) {
    return new Case(
        expected, by + " " + shown(all(ends)), Optional.of(by), Optional.empty(), all(ends));
  }

  private static Case listing(ExitCode expected, Problem problem, Ends... ends) {
    String when = "listing " + problem + " " + shown(all(ends));
    return new Case(expected, when, Optional.empty(), Optional.of(problem), all(ends));
  }

  /** One profile: what each sink made of it, or how it ended before. */
  private static Ends end(Outcome... outcomes) {
    var deliveries = new ArrayList<Delivery>();
    for (Outcome outcome : outcomes) {
      if (!OF_SINKS.contains(outcome) && outcome.blame() != Outcome.Blame.SINK) {
        var failure = new ProfileFailure(outcome, "");
        return new Ends(
            List.of(
                ProfileEnd.failed(Targets.at(1), Targets.handler(ProfileType.CPU), failure, 0)));
      }
      deliveries.add(new Delivery("sink" + deliveries.size(), outcome, "", "", false));
    }
    return delivered(deliveries);
  }

  private static Ends some(int times, Outcome... outcomes) {
    return new Ends(all(Collections.nCopies(times, end(outcomes)).toArray(Ends[]::new)));
  }

  private static ProfileFailure refused() {
    return new AccountDenied("status 403", new IOException());
  }

  private static ProfileFailure away() {
    return new ProfileFailure(UNREACHABLE, "no connection");
  }

  /** Of the API server itself. */
  private static Ends ofAccount(ProfileFailure failure) {
    var endpoint = new Endpoint(Scheme.HTTPS, "10.96.0.1", 443, Via.API_SERVER, "/debug/pprof");
    Target apiServer = Targets.at("any", endpoint, ProfileType.CPU);
    return new Ends(
        List.of(ProfileEnd.failed(apiServer, apiServer.handlers().getFirst(), failure, 0)));
  }

  private static Ends denied() {
    return delivered(List.of(Delivery.failed("sink", new SinkDenied("status 403"))));
  }

  private static Ends delivered(List<Delivery> deliveries) {
    return new Ends(
        List.of(
            ProfileEnd.delivered(Targets.at(1), Targets.handler(ProfileType.CPU), deliveries, 1)));
  }

  private static List<ProfileEnd> all(Ends... ends) {
    return Arrays.stream(ends).flatMap(some -> some.each.stream()).toList();
  }

  private static String shown(List<ProfileEnd> ends) {
    return ends.stream().map(end -> end.outcome().word()).distinct().toList().toString();
  }
}
