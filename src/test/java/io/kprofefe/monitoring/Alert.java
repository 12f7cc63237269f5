package io.kprofefe.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** An alert of {@code rules.yaml}. */
record Alert(String name, JsonNode rule) {

  static List<Alert> all() {
    return rules()
        .filter(rule -> rule.has("alert"))
        .map(rule -> new Alert(rule.path("alert").asText(), rule))
        .toList();
  }

  /** Those that record something, too. */
  static Stream<JsonNode> rules() {
    return MonitoringFiles.each(MonitoringFiles.tree("rules.yaml").path("groups"))
        .flatMap(group -> MonitoringFiles.each(group.path("rules")));
  }

  String annotation(String annotation) {
    return rule.path("annotations").path(annotation).asText();
  }

  @Override
  public String toString() {
    return name;
  }
}
