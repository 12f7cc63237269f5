package io.kprofefe.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every metric that a run leaves behind, declared once: gauges about the last run. None has a label
 * that a pod could choose the value of: their number is not ours to bound.
 */
public enum RunMetric {
  LAST_SUCCESS_TIMESTAMP_SECONDS(
      "When a run last ended with exit code 0; a run that did not leaves this as it was"),
  LAST_COMPLETION_TIMESTAMP_SECONDS("When the last run ended, whatever its exit code"),
  LAST_RUN_DURATION_SECONDS("How long the last run took"),
  LAST_RUN_STAGE_DURATION_SECONDS(
      "How long each stage was under way, from its first start to its last end; they overlap",
      "stage"),
  LAST_RUN_PODS(
      "Pods that asked to be profiled: selected, skipped altogether,"
          + " and of those selected the ones of which something or nothing came",
      "state"),
  LAST_RUN_PROFILES("Profiles of the last run, by how their way ended", "type", "outcome"),
  LAST_RUN_DELIVERIES("What each sink made of the last run's profiles", "sink", "outcome"),
  LAST_RUN_PROFILE_BYTES("Bytes of the last run's profiles as they came over the wire", "type"),
  LAST_RUN_EXIT_CODE("The exit code of the last run"),
  BUILD_INFO("Always 1; the version of the program that ran last", "version");

  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> labels;

  RunMetric(String help, String... labels) {
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name on the wire. */
  public String metricName() {
    return "kprofefe_" + name().toLowerCase(Locale.ROOT);
  }

  /** One sentence for a reader of the README. */
  public String help() {
    return help;
  }

  /** The names of its labels, in order; none when it is one figure. */
  public List<String> labels() {
    return labels;
  }
}
