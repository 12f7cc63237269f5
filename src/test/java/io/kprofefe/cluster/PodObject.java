package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pod as the API server keeps it; no node runs it.
 *
 * @param ports that its one container declares, by name
 * @param phase {@code Running} and the like, as a node would report it
 * @param address as a node would report it; empty for none
 * @param hostNetwork whether it is in its node's network
 * @param held by a finalizer: once deleted it stays, and is terminating
 */
record PodObject(
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, Integer> ports,
    String phase,
    String address,
    boolean hostNetwork,
    boolean held) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Running, and asks to be profiled. */
  static PodObject annotated(String name, String address, int port) {
    return running(name, address)
        .annotatedWith("profefe.com/enable", "true")
        .annotatedWith("profefe.com/port", Integer.toString(port));
  }

  /** Running, and says nothing about profiles. */
  static PodObject running(String name, String address) {
    return new PodObject(name, Map.of(), Map.of(), Map.of(), "Running", address, false, false);
  }

  PodObject annotatedWith(String annotation, String value) {
    return new PodObject(
        name,
        labels,
        and(annotations, annotation, value),
        ports,
        phase,
        address,
        hostNetwork,
        held);
  }

  PodObject labelled(String label, String value) {
    return new PodObject(
        name, and(labels, label, value), annotations, ports, phase, address, hostNetwork, held);
  }

  PodObject declaring(String port, int number) {
    return new PodObject(
        name, labels, annotations, and(ports, port, number), phase, address, hostNetwork, held);
  }

  PodObject inPhase(String other) {
    return new PodObject(name, labels, annotations, ports, other, address, hostNetwork, held);
  }

  PodObject inHostNetwork() {
    return new PodObject(name, labels, annotations, ports, phase, address, true, held);
  }

  PodObject heldWhenDeleted() {
    return new PodObject(name, labels, annotations, ports, phase, address, hostNetwork, true);
  }

  /** What is created. */
  ObjectNode object() {
    ObjectNode pod = JSON.createObjectNode();
    ObjectNode metadata = pod.putObject("metadata").put("name", name);
    labels.forEach(metadata.putObject("labels")::put);
    annotations.forEach(metadata.putObject("annotations")::put);
    if (held) {
      metadata.putArray("finalizers").add("kprofefe.io/held-by-a-test");
    }
    ObjectNode spec =
        pod.putObject("spec")
            .put("nodeName", "node-of-tests")
            .put("hostNetwork", hostNetwork)
            .put("automountServiceAccountToken", false);
    ObjectNode container = spec.putArray("containers").addObject();
    ArrayNode declared = container.put("name", "main").put("image", "none").putArray("ports");
    ports.forEach(
        (port, number) -> declared.addObject().put("name", port).put("containerPort", number));
    return pod;
  }

  /** What its node would report. */
  ObjectNode status() {
    ObjectNode pod = JSON.createObjectNode();
    ObjectNode status = pod.putObject("status").put("phase", phase);
    if (!address.isEmpty()) {
      status.put("podIP", address).putArray("podIPs").addObject().put("ip", address);
    }
    return pod;
  }

  private static <V> Map<String, V> and(Map<String, V> map, String key, V value) {
    var more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
