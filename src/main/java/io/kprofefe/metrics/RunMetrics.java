package io.kprofefe.metrics;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.Outcome.Blame;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.run.Delivery;
import io.kprofefe.run.ExitCode;
import io.kprofefe.run.ProfileEnd;
import io.kprofefe.run.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of a run as Prometheus reads them. */
public final class RunMetrics {

  private final String version;

  /**
   * @param version of this program
   */
  public RunMetrics(String version) {
    this.version = version;
  }

  /**
   * The run in Prometheus' text format (0.0.4). Every type and every outcome has a line, be it
   * zero: what was never seen cannot be told from what did not happen.
   *
   * @param sinks the names of all that were asked for
   */
  public String text(RunReport report, List<String> sinks) {
    var gauges = new Gauges();
    times(gauges, report);
    stages(gauges, report);
    pods(gauges, report);
    profiles(gauges, report);
    sinks.stream().distinct().forEach(sink -> deliveries(gauges, report, sink));
    gauges.set(RunMetric.LAST_RUN_EXIT_CODE, report.exitCode().code());
    gauges.info(RunMetric.BUILD_INFO, version);
    return gauges.text();
  }

  private static void times(Gauges gauges, RunReport report) {
    double ended = seconds(report.startedAt().plus(report.duration()));
    if (report.exitCode() == ExitCode.OK) {
      gauges.set(RunMetric.LAST_SUCCESS_TIMESTAMP_SECONDS, ended);
    }
    gauges.set(RunMetric.LAST_COMPLETION_TIMESTAMP_SECONDS, ended);
    gauges.set(RunMetric.LAST_RUN_DURATION_SECONDS, seconds(report.duration()));
  }

  private static void stages(Gauges gauges, RunReport report) {
    RunMetric metric = RunMetric.LAST_RUN_STAGE_DURATION_SECONDS;
    gauges.set(metric, seconds(report.stages().list()), "list");
    gauges.set(metric, seconds(report.stages().collect()), "collect");
    gauges.set(metric, seconds(report.stages().deliver()), "deliver");
  }

  private static void pods(Gauges gauges, RunReport report) {
    gauges.set(RunMetric.LAST_RUN_PODS, report.podsSelected(), "selected");
    gauges.set(RunMetric.LAST_RUN_PODS, report.podsSkipped(), "skipped");
    gauges.set(RunMetric.LAST_RUN_PODS, report.podsProfiled(), "profiled");
    gauges.set(RunMetric.LAST_RUN_PODS, report.podsFailed(), "failed");
  }

  private static void profiles(Gauges gauges, RunReport report) {
    for (ProfileType type : ProfileType.values()) {
      Map<Outcome, Integer> counts = report.counts(type);
      for (Outcome outcome : Outcome.values()) {
        int count = counts.getOrDefault(outcome, 0);
        gauges.set(RunMetric.LAST_RUN_PROFILES, count, type.word(), outcome.word());
      }
      gauges.set(RunMetric.LAST_RUN_PROFILE_BYTES, bytes(report, type), type.word());
    }
  }

  private static double bytes(RunReport report, ProfileType type) {
    return report.ends().stream()
        .filter(end -> end.type() == type)
        .mapToDouble(ProfileEnd::bytes)
        .sum();
  }

  private static void deliveries(Gauges gauges, RunReport report, String sink) {
    var counts = new EnumMap<Outcome, Integer>(Outcome.class);
    report.ends().stream()
        .flatMap(end -> end.deliveries().stream())
        .filter(delivery -> delivery.sink().equals(sink))
        .map(Delivery::outcome)
        .forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
    ofDeliveries()
        .forEach(outcome ->
            gauges.set(
                RunMetric.LAST_RUN_DELIVERIES,
                counts.getOrDefault(outcome, 0),
                sink,
                outcome.word()));
  }

  /** What can become of a profile that got as far as a sink. */
  private static Stream<Outcome> ofDeliveries() {
    return Arrays.stream(Outcome.values())
        .filter(outcome ->
            outcome == Outcome.STORED
                || outcome == Outcome.DECLINED
                || outcome.blame() == Blame.SINK
                || outcome.blame() == Blame.RUN);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }
}
