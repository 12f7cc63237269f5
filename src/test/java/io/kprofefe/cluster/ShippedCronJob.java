package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CronJob of ours, as the API server would keep it.
 *
 * @param name that we gave it
 * @param object the CronJob
 * @param settings the ConfigMap that it names
 */
record ShippedCronJob(String name, JsonNode object, JsonNode settings) {

  private static final Pattern MINUTES = Pattern.compile("\\*/(\\d+) \\* \\* \\* \\*");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");

  JsonNode job() {
    return object.at("/spec/jobTemplate/spec");
  }

  JsonNode pod() {
    return job().at("/template/spec");
  }

  /** From one run to the next. */
  Duration tick() {
    Matcher schedule = MINUTES.matcher(object.at("/spec/schedule").asText());
    assertTrue(schedule.matches(), object.at("/spec/schedule").asText());
    return Duration.ofMinutes(Long.parseLong(schedule.group(1)));
  }

  /** All that its run sees: of the ConfigMap, and of its own, which wins. */
  Map<String, String> environment() {
    var all = new TreeMap<String, String>();
    settings
        .get("data")
        .properties()
        .forEach(one -> all.put(one.getKey(), one.getValue().asText()));
    all.putAll(environment(pod().at("/containers/0")));
    return all;
  }

  /**
   * A container's own variables. One refers only to those that stand before it: for Kubernetes the
   * others are not there yet. What is known in the cluster only is its name in small letters.
   */
  static Map<String, String> environment(JsonNode container) {
    var known = new TreeMap<String, String>();
    for (JsonNode variable : container.get("env")) {
      String name = variable.get("name").asText();
      String value = variable.path("value").asText(name.toLowerCase(Locale.ROOT));
      known.put(name, REFERENCE.matcher(value).replaceAll(reference -> value(reference, known)));
    }
    return known;
  }

  private static String value(MatchResult reference, Map<String, String> known) {
    assertTrue(known.containsKey(reference.group(1)), reference.group() + " is not known yet");
    return Matcher.quoteReplacement(known.getOrDefault(reference.group(1), ""));
  }
}
