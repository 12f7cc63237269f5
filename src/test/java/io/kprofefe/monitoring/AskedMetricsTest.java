package io.kprofefe.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.metrics.RunMetric;
import io.kprofefe.monitoring.Promql.Grouping;
import io.kprofefe.monitoring.Promql.Matcher;
import io.kprofefe.monitoring.Promql.Selector;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts and dashboard ask only for what a run leaves behind: names, labels and values. */
class AskedMetricsTest {

  /**
   * Of every series: what the manifests group by, and the cluster where Prometheus sees several.
   */
  private static final Set<String> OF_ALL =
      Set.of("cluster", "job", "namespace", "cronjob", "shard");

  private static final Set<String> STATES = Set.of("selected", "skipped", "profiled", "failed");

  @ParameterizedTest
  @MethodSource("expressions")
  void each_metric_is_one_that_a_run_leaves_or_a_rule_records(Promql expression) {
    for (Selector selector : expression.selectors()) {
      assertTrue(
          declared(selector).isPresent() || recorded().contains(selector.metric()),
          selector.metric());
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void each_label_that_is_matched_is_one_of_the_metric(Promql expression) {
    for (Selector selector : expression.selectors()) {
      for (Matcher matcher : selector.matchers()) {
        assertTrue(labels(selector).contains(matcher.label()), selector::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void each_label_that_is_kept_is_one_of_all_the_metrics_added_up(Promql expression) {
    for (Grouping grouping : expression.groupings()) {
      for (Selector selector : grouping.of()) {
        assertTrue(labels(selector).containsAll(grouping.labels()), grouping::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void each_value_that_is_matched_is_one_that_there_is(Promql expression) {
    for (Selector selector : expression.selectors()) {
      for (Matcher matcher : selector.matchers()) {
        switch (matcher.label()) {
          case "outcome" -> assertTrue(outcomes().containsAll(matcher.words()), matcher::toString);
          case "type" -> assertTrue(types().containsAll(matcher.words()), matcher::toString);
          case "state" -> assertTrue(STATES.containsAll(matcher.words()), matcher::toString);
          default -> assertTrue(OF_ALL.contains(matcher.label()), matcher::toString);
        }
      }
    }
  }

  @Test
  void what_is_counted_as_failed_is_what_the_program_counts() {
    Set<String> noFailures =
        Arrays.stream(Outcome.values())
            .filter(outcome -> !outcome.isFailure())
            .map(Outcome::word)
            .collect(Collectors.toSet());

    List<Set<String>> counted =
        expressions()
            .flatMap(expression -> expression.selectors().stream())
            .flatMap(selector -> selector.matchers().stream())
            .filter(matcher -> matcher.label().equals("outcome"))
            .filter(matcher -> matcher.operator().equals("!~"))
            .map(matcher -> Set.copyOf(matcher.words()))
            .toList();

    assertTrue(counted.size() >= 4, counted::toString);
    assertEquals(Set.of(noFailures), Set.copyOf(counted));
  }

  @Test
  void the_dashboard_shows_every_metric_there_is() {
    assertEquals(
        Arrays.stream(RunMetric.values()).map(RunMetric::metricName).collect(Collectors.toSet()),
        new Dashboard()
            .queries().stream()
                .flatMap(query -> new Promql(query.expression()).selectors().stream())
                .map(Selector::metric)
                .collect(Collectors.toSet()));
  }

  static Stream<Promql> expressions() {
    var dashboard = new Dashboard();
    return Stream.of(
            Alert.rules().map(rule -> rule.path("expr").asText()),
            dashboard.queries().stream().map(Dashboard.Query::expression),
            dashboard.variables().stream()
                .map(variable -> variable.at("/query/query"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText))
        .flatMap(all -> all)
        .map(Promql::new);
  }

  private static Set<String> labels(Selector selector) {
    var labels = new HashSet<>(OF_ALL);
    declared(selector).ifPresent(metric -> labels.addAll(metric.labels()));
    return labels;
  }

  private static Optional<RunMetric> declared(Selector selector) {
    return Arrays.stream(RunMetric.values())
        .filter(metric -> metric.metricName().equals(selector.metric()))
        .findFirst();
  }

  private static Set<String> recorded() {
    return Alert.rules()
        .filter(rule -> rule.has("record"))
        .map(rule -> rule.path("record").asText())
        .collect(Collectors.toSet());
  }

  private static Set<String> outcomes() {
    return Arrays.stream(Outcome.values()).map(Outcome::word).collect(Collectors.toSet());
  }

  private static Set<String> types() {
    return Arrays.stream(ProfileType.values()).map(ProfileType::word).collect(Collectors.toSet());
  }
}
