package io.kprofefe.cluster;

import static io.kprofefe.cluster.Shipped.each;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a registry has, asked by Profefe's API.
 *
 * @param registry where it answers
 * @param ofNamespace only profiles of pods there
 */
record StoredProfiles(URI registry, Optional<String> ofNamespace) {

  /** As Profefe reads it; {@code toString} leaves out seconds that are 0. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  static StoredProfiles at(URI registry) {
    return new StoredProfiles(registry, Optional.empty());
  }

  /** The same, of pods in this namespace only. */
  StoredProfiles in(String namespace) {
    return new StoredProfiles(registry, Optional.of(namespace));
  }

  /** Of all namespaces. */
  Set<String> services() {
    return each(get("/api/0/services")).map(JsonNode::asText).collect(Collectors.toSet());
  }

  /** Those of the last day. */
  List<JsonNode> of(String service, String type) {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    return each(get(
            "/api/0/profiles?service=%s&type=%s&from=%s&to=%s"
                .formatted(
                    service, type, TIME.format(now.minusDays(1)), TIME.format(now.plusDays(1)))))
        .filter(this::isOfNamespace)
        .toList();
  }

  /** The pods that profiles of the service are of, each as often as it has one. */
  List<String> podsOf(String service, String type) {
    return of(service, type).stream().map(profile -> label(profile, "pod")).sorted().toList();
  }

  private boolean isOfNamespace(JsonNode profile) {
    return ofNamespace.isEmpty() || ofNamespace.get().equals(label(profile, "namespace"));
  }

  /** Of a profile; empty when it has none of this name. */
  static String label(JsonNode profile, String name) {
    return each(profile.at("/labels"))
        .filter(label -> label.at("/key").asText().equals(name))
        .map(label -> label.at("/value").asText())
        .findFirst()
        .orElse("");
  }

  /** Of what it does not know it says 404. */
  private JsonNode get(String path) {
    try (var answers = new JsonAnswers()) {
      return answers
          .find(URI.create(registry + path))
          .map(answer -> answer.at("/body"))
          .orElseGet(MissingNode::getInstance);
    }
  }
}
