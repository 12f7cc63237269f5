package io.kprofefe.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert says what to do, and is tried; when it fires is tried by promtool. */
class AlertsTest {

  private static final Path RUNBOOKS = Path.of("docs/runbooks");
  private static final Pattern EXIT_CODE = Pattern.compile("exit_code\\{[^}]*}\\) == (\\d+)");
  private static final Pattern NAMED = Pattern.compile("\\[\\w+]\\((\\w+)\\.md\\)");

  @Test
  void the_operators_rules_are_the_plain_ones() {
    assertEquals(
        MonitoringFiles.tree("rules.yaml").path("groups"),
        MonitoringFiles.tree("prometheus-rule.yaml").at("/spec/groups"),
        "the first lines of prometheus-rule.yaml say how it is made");
    assertEquals(comments("rules.yaml", "groups:"), comments("prometheus-rule.yaml", "  groups:"));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void each_has_a_severity_and_says_what_happened_and_what_it_costs(Alert alert) {
    assertTrue(
        Set.of("info", "warning").contains(alert.rule().at("/labels/severity").asText()),
        "nobody need be woken");
    assertFalse(alert.annotation("summary").isBlank());
    assertTrue(alert.annotation("description").endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void each_has_a_page_that_says_what_it_means_what_is_lost_how_to_look_and_to_mend(Alert alert)
      throws IOException {
    assertEquals("docs/runbooks/" + alert.name() + ".md", alert.annotation("runbook"));

    String page = Files.readString(Path.of(alert.annotation("runbook")));

    assertTrue(page.startsWith("# " + alert.name() + "\n"), page);
    for (String part : List.of("**Means:**", "**Lost:**", "**Look:**", "**Mend:**")) {
      assertTrue(page.contains(part), part);
    }
  }

  @Test
  void each_page_is_of_an_alert_and_stands_in_the_index() throws IOException {
    Set<String> names = alerts().map(Alert::name).collect(Collectors.toCollection(TreeSet::new));

    assertEquals(names, pages());
    assertEquals(
        names,
        NAMED
            .matcher(Files.readString(RUNBOOKS.resolve("README.md")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void each_is_tried_where_it_fires_and_where_it_does_not(Alert alert) {
    List<Boolean> fires =
        MonitoringFiles.each(MonitoringFiles.tree("rules-test.yaml").path("tests"))
            .flatMap(test -> MonitoringFiles.each(test.path("alert_rule_test")))
            .filter(tried -> tried.path("alertname").asText().equals(alert.name()))
            .map(tried -> !tried.path("exp_alerts").isEmpty())
            .toList();

    assertTrue(fires.contains(true), "never fires");
    assertTrue(fires.contains(false), "always fires");
  }

  @ParameterizedTest
  @CsvSource({
    "KprofefePartialFailures, PARTIAL",
    "KprofefeNothingSelected, OK",
    "KprofefeDenied, DENIED",
    "KprofefeWrongConfiguration, USAGE",
  })
  void an_exit_code_is_that_of_its_meaning(String name, ExitCode exit) {
    String expression = expressionOf(name).replaceAll("exit_code\\)", "exit_code{})");

    assertEquals(
        List.of(Integer.toString(exit.code())),
        EXIT_CODE.matcher(expression).results().map(found -> found.group(1)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "cronjob!='', ../base/settings.yaml",
    "cronjob='kprofefe-often', ../overlays/high-frequency/often/settings.yaml",
  })
  void a_run_is_near_the_deadline_that_is_shipped(String runs, String settings) {
    String deadline = MonitoringFiles.tree(settings).at("/data/KPROFEFE_DEADLINE").asText();
    long seconds = Duration.parse("PT" + deadline).toSeconds();
    String after = "{" + runs.replace('\'', '"') + "})> 0.8 * " + seconds;

    String expression = expressionOf("KprofefeNearDeadline").replaceAll("\\s*\\n\\s*", "");

    assertTrue((expression + "or").contains(after + "or"), after + " is not in " + expression);
  }

  @Test
  void what_was_pushed_keeps_its_own_labels_however_it_is_scraped() {
    JsonNode plain = MonitoringFiles.tree("scrape.yaml").path("scrape_configs");
    JsonNode operator = MonitoringFiles.tree("service-monitor.yaml").at("/spec/endpoints");

    assertEquals(List.of(true), truths(plain, "honor_labels"));
    assertEquals(List.of(true), truths(operator, "honorLabels"));
  }

  private static String expressionOf(String name) {
    return alerts()
        .filter(alert -> alert.name().equals(name))
        .map(alert -> alert.rule().path("expr").asText())
        .findFirst()
        .orElseThrow();
  }

  static Stream<Alert> alerts() {
    return Alert.all().stream();
  }

  private static List<Boolean> truths(JsonNode all, String name) {
    return MonitoringFiles.each(all).map(one -> one.path(name).asBoolean()).toList();
  }

  /** Those within the groups. */
  private static List<String> comments(String file, String from) {
    return Arrays.stream(MonitoringFiles.text(file).split("\n"))
        .dropWhile(line -> !line.equals(from))
        .map(String::strip)
        .filter(line -> line.startsWith("#"))
        .toList();
  }

  private static Set<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".md", ""))
          .filter(name -> !name.equals("README"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
