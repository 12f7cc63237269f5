package io.kprofefe.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.run.ExitCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboard can be read by who has never seen it; that its queries find data, MonitoringIT. */
class DashboardTest {

  private static final Dashboard DASHBOARD = new Dashboard();
  private static final String DATASOURCE = "${datasource}";
  private static final int WIDTH = 24;
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  @ParameterizedTest
  @MethodSource("panels")
  void each_panel_has_a_title_one_sentence_a_unit_and_thresholds(JsonNode panel) {
    JsonNode defaults = panel.at("/fieldConfig/defaults");

    assertFalse(panel.path("title").asText().isBlank());
    assertTrue(panel.path("description").asText().matches("[A-Z].*[^.]\\."), panel::toString);
    assertTrue(Set.of("s", "bytes", "short", "percentunit", "none").contains(unit(defaults)));
    assertTrue(defaults.at("/thresholds/steps").size() > 0);
    assertTrue(defaults.at("/thresholds/steps/0/value").isNull(), "the first holds from -∞");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void each_panel_asks_the_data_source_that_was_chosen(JsonNode panel) {
    assertEquals(DATASOURCE, panel.at("/datasource/uid").asText());
    assertTrue(panel.path("targets").size() > 0);
    for (JsonNode target : panel.path("targets")) {
      assertEquals(DATASOURCE, target.at("/datasource/uid").asText());
    }
  }

  @Test
  void every_query_keeps_to_the_variables_that_were_chosen() {
    for (Dashboard.Query query : DASHBOARD.queries()) {
      for (Promql.Selector selector : new Promql(query.expression()).selectors()) {
        for (String variable : List.of("cluster", "namespace", "cronjob", "shard")) {
          assertTrue(
              selector.matchers().contains(new Promql.Matcher(variable, "=~", "$" + variable)),
              query::toString);
        }
      }
    }
  }

  @Test
  void every_variable_begins_with_all_also_where_the_label_is_missing() {
    assertEquals(
        List.of("datasource", "cluster", "namespace", "cronjob", "shard"),
        DASHBOARD.variables().stream().map(variable -> variable.path("name").asText()).toList());
    DASHBOARD.variables().stream()
        .skip(1)
        .forEach(variable -> assertEquals(".*", variable.path("allValue").asText()));
  }

  @Test
  void every_legend_names_labels_that_its_query_keeps() {
    for (Dashboard.Query query : DASHBOARD.queries()) {
      Set<String> kept = new Promql(query.expression()).labels().collect(Collectors.toSet());
      LEGEND_LABEL
          .matcher(query.legend())
          .results()
          .forEach(label -> assertTrue(kept.contains(label.group(1)), query::toString));
    }
  }

  @Test
  void every_graph_and_figure_has_a_legend() {
    for (JsonNode panel : DASHBOARD.panels()) {
      if (!panel.path("type").asText().equals("table")) {
        for (JsonNode target : panel.path("targets")) {
          assertFalse(target.path("legendFormat").asText().isBlank(), panel::toString);
        }
      }
    }
  }

  @Test
  void every_exit_code_there_is_has_its_word() {
    Set<String> codes =
        Arrays.stream(ExitCode.values())
            .map(exit -> Integer.toString(exit.code()))
            .collect(Collectors.toSet());

    List<Set<String>> mapped =
        DASHBOARD.json().findValues("mappings").stream()
            .flatMap(MonitoringFiles::each)
            .map(mapping -> names(mapping.path("options")))
            .toList();

    assertFalse(mapped.isEmpty());
    assertEquals(Set.of(codes), Set.copyOf(mapped));
  }

  @Test
  void no_panel_lies_on_another_and_none_has_anothers_id() {
    var ids = new HashSet<Integer>();
    var taken = new HashSet<String>();
    for (JsonNode panel : DASHBOARD.json().path("panels")) {
      assertTrue(ids.add(panel.path("id").asInt()), panel::toString);
      cells(panel.path("gridPos")).forEach(cell -> assertTrue(taken.add(cell), panel::toString));
    }
  }

  static Stream<JsonNode> panels() {
    return DASHBOARD.panels().stream();
  }

  private static String unit(JsonNode defaults) {
    return defaults.path("unit").asText();
  }

  private static Set<String> names(JsonNode object) {
    var names = new HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Stream<String> cells(JsonNode grid) {
    int left = grid.path("x").asInt();
    int right = left + grid.path("w").asInt();
    assertTrue(right <= WIDTH, grid::toString);
    int top = grid.path("y").asInt();
    return IntStream.range(top, top + grid.path("h").asInt())
        .boxed()
        .flatMap(y -> IntStream.range(left, right).mapToObj(x -> x + "," + y));
  }
}
