package io.kprofefe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.run.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunMetricsTest {

  private static final List<String> SINKS = List.of("directory", "profefe");
  private static final RunMetrics METRICS = new RunMetrics("0.1.0");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kprofefe_last_success_timestamp_seconds 1.7952589465E9",
        "kprofefe_last_completion_timestamp_seconds 1.7952589465E9",
        "kprofefe_last_run_duration_seconds 31.25",
        "kprofefe_last_run_stage_duration_seconds{stage=\"list\"} 0.04",
        "kprofefe_last_run_stage_duration_seconds{stage=\"collect\"} 31.0",
        "kprofefe_last_run_stage_duration_seconds{stage=\"deliver\"} 1.5",
        "kprofefe_last_run_pods{state=\"selected\"} 2.0",
        "kprofefe_last_run_pods{state=\"skipped\"} 1.0",
        "kprofefe_last_run_pods{state=\"profiled\"} 1.0",
        "kprofefe_last_run_pods{state=\"failed\"} 1.0",
        "kprofefe_last_run_profiles{outcome=\"stored\",type=\"cpu\"} 1.0",
        "kprofefe_last_run_profiles{outcome=\"unreachable\",type=\"cpu\"} 1.0",
        "kprofefe_last_run_profiles{outcome=\"rejected\",type=\"heap\"} 1.0",
        "kprofefe_last_run_profiles{outcome=\"empty\",type=\"mutex\"} 1.0",
        "kprofefe_last_run_profiles{outcome=\"stored\",type=\"trace\"} 0.0",
        "kprofefe_last_run_deliveries{outcome=\"stored\",sink=\"directory\"} 2.0",
        "kprofefe_last_run_deliveries{outcome=\"stored\",sink=\"profefe\"} 1.0",
        "kprofefe_last_run_deliveries{outcome=\"rejected\",sink=\"profefe\"} 1.0",
        "kprofefe_last_run_deliveries{outcome=\"unknown\",sink=\"profefe\"} 0.0",
        "kprofefe_last_run_profile_bytes{type=\"cpu\"} 2000.0",
        "kprofefe_last_run_profile_bytes{type=\"block\"} 0.0",
        "kprofefe_last_run_exit_code 0.0",
        "kprofefe_build_info{version=\"0.1.0\"} 1",
      })
  void a_run_leaves_these_figures(String line) {
    assertTrue(lines(ExitCode.OK).contains(line), () -> text(ExitCode.OK));
  }

  @ParameterizedTest
  @EnumSource(RunMetric.class)
  void each_metric_stands_there_as_a_gauge_under_exactly_its_name(RunMetric metric) {
    Set<String> lines = lines(ExitCode.OK);

    assertTrue(lines.contains("# TYPE " + metric.metricName() + " gauge"));
    assertTrue(lines.contains("# HELP " + metric.metricName() + " " + metric.help()));
  }

  @Test
  void no_other_metric_stands_there() {
    Set<String> named =
        lines(ExitCode.OK).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        Arrays.stream(RunMetric.values())
            .map(RunMetric::metricName)
            .collect(Collectors.toCollection(TreeSet::new)),
        named);
  }

  @ParameterizedTest
  @EnumSource(RunMetric.class)
  void each_figure_has_exactly_the_labels_declared(RunMetric metric) {
    Pattern label = Pattern.compile("(\\w+)=\"");
    samples(metric, text(ExitCode.OK))
        .forEach(line ->
            assertEquals(
                Set.copyOf(metric.labels()),
                label.matcher(line).results().map(m -> m.group(1)).collect(Collectors.toSet()),
                line));
  }

  @Test
  void every_type_and_outcome_has_a_line_also_of_a_run_without_a_profile() {
    String text = METRICS.text(Reports.empty(ExitCode.OK), SINKS);

    assertEquals(
        (long) ProfileType.values().length * Outcome.values().length,
        samples(RunMetric.LAST_RUN_PROFILES, text).count());
    assertEquals(
        ProfileType.values().length, samples(RunMetric.LAST_RUN_PROFILE_BYTES, text).count());
  }

  @Test
  void every_sink_that_was_asked_for_has_a_line_for_what_can_become_of_a_delivery() {
    String text = METRICS.text(Reports.empty(ExitCode.OK), SINKS);

    for (String sink : SINKS) {
      assertEquals(
          Set.of(
              "stored", "declined", "spooled", "undelivered", "rejected", "unknown", "cancelled"),
          samples(RunMetric.LAST_RUN_DELIVERIES, text)
              .filter(line -> line.contains("sink=\"" + sink + "\""))
              .map(line -> line.replaceAll(".*outcome=\"(\\w+)\".*", "$1"))
              .collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void the_last_success_is_told_of_exit_code_0_only(ExitCode exitCode) {
    String text = text(exitCode);

    assertEquals(
        exitCode == ExitCode.OK,
        text.contains(RunMetric.LAST_SUCCESS_TIMESTAMP_SECONDS.metricName()));
    assertTrue(text.contains("kprofefe_last_completion_timestamp_seconds 1.7952589465E9\n"));
    assertTrue(text.contains("kprofefe_last_run_exit_code " + exitCode.code() + ".0\n"));
  }

  @Test
  void nothing_that_a_pod_chose_stands_there() {
    String text = text(ExitCode.PARTIAL);

    for (String chosen : List.of("shop", "web", "6060", "Pending")) {
      assertFalse(text.contains(chosen), chosen);
    }
  }

  private static String text(ExitCode exitCode) {
    return METRICS.text(Reports.mixed(exitCode), SINKS);
  }

  private static Set<String> lines(ExitCode exitCode) {
    return text(exitCode).lines().collect(Collectors.toSet());
  }

  private static Stream<String> samples(RunMetric metric, String text) {
    return text.lines().filter(line -> line.matches(metric.metricName() + "[{ ].*"));
  }
}
