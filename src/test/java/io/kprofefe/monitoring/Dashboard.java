package io.kprofefe.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** What {@code dashboard.json} shows. */
public final class Dashboard {

  private final JsonNode json = MonitoringFiles.tree("dashboard.json");

  /** One query of a panel. */
  public record Query(String panel, String expression, String legend) {

    /** As Grafana asks when "All" is chosen of each variable. */
    public String ofAll() {
      return expression.replaceAll("\\$(cluster|namespace|cronjob|shard)\\b", ".*");
    }

    @Override
    public String toString() {
      return panel + ": " + expression;
    }
  }

  JsonNode json() {
    return json;
  }

  /** Without the rows, which are headings. */
  List<JsonNode> panels() {
    return MonitoringFiles.each(json.path("panels"))
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }

  public List<Query> queries() {
    return panels().stream().flatMap(Dashboard::queries).toList();
  }

  List<JsonNode> variables() {
    return MonitoringFiles.each(json.at("/templating/list")).toList();
  }

  private static Stream<Query> queries(JsonNode panel) {
    return MonitoringFiles.each(panel.path("targets"))
        .map(target ->
            new Query(
                panel.path("title").asText(),
                target.path("expr").asText(),
                target.path("legendFormat").asText()));
  }
}
