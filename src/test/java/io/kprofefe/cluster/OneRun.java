package io.kprofefe.cluster;

import static io.kprofefe.cluster.Shipped.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A Job of the collector on the node, and its pods. */
record OneRun(Installed installed, String job) {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Returns when it is complete or has failed. */
  OneRun awaitEnd() {
    Waiting.until(LONGEST, job + " ends", () -> ending().isPresent());
    return this;
  }

  boolean complete() {
    return ending()
        .filter(condition -> condition.at("/type").asText().equals("Complete"))
        .isPresent();
  }

  /** Why it failed; empty when it did not. */
  Optional<String> failure() {
    return ending()
        .filter(condition -> condition.at("/type").asText().equals("Failed"))
        .map(condition -> condition.at("/reason").asText());
  }

  private Optional<JsonNode> ending() {
    return each(installed.batch("jobs/" + job).at("/status/conditions"))
        .filter(condition -> condition.at("/status").asText().equals("True"))
        .filter(condition -> condition.at("/type").asText().matches("Complete|Failed"))
        .findFirst();
  }

  /** Its pods, the oldest first. */
  List<JsonNode> pods() {
    return each(installed
            .object("pods?labelSelector=batch.kubernetes.io%2Fjob-name%3D" + job)
            .at("/items"))
        .sorted(Comparator.comparing(pod -> pod.at("/metadata/creationTimestamp").asText()))
        .toList();
  }

  /** The exit codes of its pods that ended, the oldest first. */
  List<Integer> exitCodes() {
    return pods().stream()
        .map(pod -> pod.at("/status/containerStatuses/0/state/terminated/exitCode"))
        .filter(code -> !code.isMissingNode())
        .map(JsonNode::asInt)
        .toList();
  }

  /** All that its pods said, standard error among it. */
  String log() {
    return String.join("", pods().stream().map(this::log).toList());
  }

  private String log(JsonNode pod) {
    return installed.kubectl("logs", pod.at("/metadata/name").asText()).run().succeeded();
  }
}
