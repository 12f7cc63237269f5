package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.cluster.SeenConnections.Connection;
import io.kprofefe.target.Cidr;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the NetworkPolicies of a cluster would let through, by the words of the API's reference: a
 * pod that a policy selects may talk as one of its policies says, at both ends. It knows what ours
 * are made of, and refuses to judge anything else.
 */
record NetworkPolicies(KubernetesApi api) {

  /** One end of a connection, and what policies say of it. */
  private enum End {
    EGRESS("Egress", "egress", "to"),
    INGRESS("Ingress", "ingress", "from");

    private final String type;
    private final String rules;
    private final String peers;

    End(String type, String rules, String peers) {
      this.type = type;
      this.rules = rules;
      this.peers = peers;
    }

    String other(Connection connection) {
      return this == EGRESS ? connection.to() : connection.from();
    }
  }

  boolean allow(Connection connection) {
    Optional<JsonNode> from = pod(connection.from());
    Optional<JsonNode> to = pod(connection.to());
    return allow(End.EGRESS, from, to, connection) && allow(End.INGRESS, to, from, connection);
  }

  private boolean allow(
      End end, Optional<JsonNode> own, Optional<JsonNode> peer, Connection connection) {
    return own.map(pod -> allow(end, pod, peer, connection)).orElse(true);
  }

  private boolean allow(End end, JsonNode own, Optional<JsonNode> peer, Connection connection) {
    var policies =
        policiesOf(own)
            .filter(policy -> words(policy.at("/policyTypes")).contains(end.type))
            .toList();
    return policies.isEmpty()
        || policies.stream()
            .flatMap(policy -> each(policy.path(end.rules)))
            .anyMatch(rule ->
                anyOrNone(rule.path("ports"), port -> isOf(port, connection))
                    && anyOrNone(
                        rule.path(end.peers),
                        selector -> isOf(selector, peer, end.other(connection))));
  }

  private Stream<JsonNode> policiesOf(JsonNode pod) {
    String path = "/apis/networking.k8s.io/v1/namespaces/" + namespace(pod) + "/networkpolicies";
    return each(api.get(path).at("/items"))
        .map(policy -> policy.at("/spec"))
        .filter(spec -> selects(spec.at("/podSelector"), pod));
  }

  private static boolean isOf(JsonNode port, Connection connection) {
    onlyKnown(port, Set.of("protocol", "port"));
    return port.at("/port").isInt()
        && port.at("/port").asInt() == connection.port()
        && port.at("/protocol").asText().equals(connection.protocol());
  }

  private boolean isOf(JsonNode peers, Optional<JsonNode> peer, String address) {
    return peers.has("ipBlock") ? isIn(peers.get("ipBlock"), address) : isSelected(peers, peer);
  }

  private static boolean isIn(JsonNode block, String address) {
    onlyKnown(block, Set.of("cidr"));
    return Cidr.parse(block.at("/cidr").asText()).contains(InetAddress.ofLiteral(address));
  }

  /** Only pods are selected: not what is outside, nor what is in its node's network. */
  private boolean isSelected(JsonNode selector, Optional<JsonNode> peer) {
    onlyKnown(selector, Set.of("namespaceSelector", "podSelector"));
    return peer.filter(pod -> selects(selector.path("podSelector"), pod))
        .filter(pod ->
            selects(
                selector.required("namespaceSelector"),
                api.get("/api/v1/namespaces/" + namespace(pod))))
        .isPresent();
  }

  /** An empty selector, and one that is not there, selects all. */
  private static boolean selects(JsonNode selector, JsonNode object) {
    onlyKnown(selector, Set.of("matchLabels"));
    JsonNode labels = object.at("/metadata/labels");
    return selector.path("matchLabels").properties().stream()
        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
  }

  /** The newest that has the address, ended or not; none in its node's network. */
  private Optional<JsonNode> pod(String address) {
    return each(api.get("/api/v1/pods").at("/items"))
        .filter(pod -> pod.at("/status/podIP").asText().equals(address))
        .filter(pod -> !pod.at("/spec/hostNetwork").asBoolean())
        .max(Comparator.comparing(pod -> pod.at("/metadata/creationTimestamp").asText()));
  }

  private static String namespace(JsonNode pod) {
    return pod.at("/metadata/namespace").asText();
  }

  /** A list that is empty, or not there, is for all. */
  private static boolean anyOrNone(JsonNode list, Predicate<JsonNode> isOf) {
    return list.isEmpty() || each(list).anyMatch(isOf);
  }

  private static void onlyKnown(JsonNode node, Set<String> fields) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!fields.contains(name)) {
            throw new AssertionError("no judgement on " + name + " in " + node);
          }
        });
  }

  private static Set<String> words(JsonNode array) {
    return each(array).map(JsonNode::asText).collect(Collectors.toSet());
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
