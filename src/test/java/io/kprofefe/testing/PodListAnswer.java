package io.kprofefe.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what a request asks for among these pods, as an API server would. A page is followed by a
 * token that names its last pod.
 *
 * @param pods by namespace and name
 * @param namespaceLabels by namespace
 * @param longestPage no page has more
 */
record PodListAnswer(
    NavigableMap<String, TestPod> pods,
    Map<String, Map<String, String>> namespaceLabels,
    int longestPage) {

  private static final Pattern PATH =
      Pattern.compile("/api/v1/(?:namespaces/(?<namespace>[^/]+)/)?pods(?:/(?<name>[^/]+))?");

  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final Pattern NAMESPACE = Pattern.compile(NAMESPACES + "/(?<name>[^/]+)");

  /** A list or a pod; empty when there is no such thing. */
  Optional<ObjectNode> to(ApiRequest request) {
    if (request.path().equals(NAMESPACES)) {
      return Optional.of(namespaces(request));
    }
    Matcher namespace = NAMESPACE.matcher(request.path());
    if (namespace.matches()) {
      return names().filter(namespace.group("name")::equals).findFirst().map(this::namespace);
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Optional.empty();
    }
    Optional<String> within = Optional.ofNullable(path.group("namespace"));
    String name = path.group("name");
    return name == null
        ? Optional.of(page(request, within))
        : within.map(in -> pods.get(in + "/" + name)).map(TestPod::json);
  }

  private ObjectNode page(ApiRequest request, Optional<String> namespace) {
    Predicate<TestPod> wanted =
        Selector.ofLabels(request.parameter("labelSelector").orElse(""))
            .and(Selector.ofFields(request.parameter("fieldSelector").orElse("")))
            .and(pod -> namespace.isEmpty() || namespace.get().equals(pod.namespace()));
    String after = request.parameter("continue").map(PodListAnswer::decoded).orElse("");
    List<TestPod> rest = pods.tailMap(after, false).values().stream().filter(wanted).toList();
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    return list(rest, Math.min(limit, longestPage));
  }

  /** Those of the pods, in pages as well. */
  private ObjectNode namespaces(ApiRequest request) {
    String after = request.parameter("continue").map(PodListAnswer::decoded).orElse("");
    List<String> rest = names().filter(name -> name.compareTo(after) > 0).toList();
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "NamespaceList");
    ArrayNode items = list.putArray("items");
    rest.stream().limit(longestPage).map(this::namespace).forEach(items::add);
    if (rest.size() > longestPage) {
      list.putObject("metadata").put("continue", encoded(rest.get(longestPage - 1)));
    }
    return list;
  }

  private Stream<String> names() {
    return pods.values().stream().map(TestPod::namespace).distinct().sorted();
  }

  private ObjectNode namespace(String name) {
    ObjectNode namespace = JsonNodeFactory.instance.objectNode().put("kind", "Namespace");
    ObjectNode metadata = namespace.putObject("metadata").put("name", name);
    ObjectNode labels = metadata.putObject("labels");
    namespaceLabels.getOrDefault(name, Map.of()).forEach(labels::put);
    return namespace;
  }

  private static ObjectNode list(List<TestPod> rest, int limit) {
    ObjectNode list =
        JsonNodeFactory.instance.objectNode().put("kind", "PodList").put("apiVersion", "v1");
    ObjectNode metadata = list.putObject("metadata").put("resourceVersion", "1");
    ArrayNode items = list.putArray("items");
    rest.stream().limit(limit).map(TestPod::json).forEach(items::add);
    if (rest.size() > limit) {
      metadata
          .put("continue", encoded(rest.get(limit - 1).key()))
          .put("remainingItemCount", rest.size() - limit);
    }
    return list;
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(UTF_8));
  }

  private static String decoded(String token) {
    return new String(Base64.getUrlDecoder().decode(token), UTF_8);
  }
}
