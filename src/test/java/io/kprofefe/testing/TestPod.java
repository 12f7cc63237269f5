package io.kprofefe.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kprofefe.target.Pod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A pod as a test describes it: running at 10.0.0.1 on node-1 with one container that declares no
 * port, unless told otherwise. Can be had as the program's record and as the API server's JSON.
 */
public final class TestPod {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String namespace;
  private final String name;
  private String uid;
  private String phase = "Running";
  private String node = "node-1";
  private List<String> addresses = List.of("10.0.0.1");
  private boolean hostNetwork;
  private boolean deleting;
  private Optional<Pod.Owner> owner = Optional.empty();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> namespaceLabels = new LinkedHashMap<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();
  private final Map<String, List<Pod.Port>> containers = new LinkedHashMap<>();
  private final Map<String, List<String>> arguments = new HashMap<>();

  private TestPod(String namespace, String name) {
    this.namespace = namespace;
    this.name = name;
    this.uid =
        UUID.nameUUIDFromBytes((namespace + "/" + name).getBytes(StandardCharsets.UTF_8))
            .toString();
  }

  /** A pod whose UID follows from its namespace and name. */
  public static TestPod named(String namespace, String name) {
    return new TestPod(namespace, name);
  }

  /** As {@link #named}, with {@code profefe.com/enable}. */
  public static TestPod enabled(String namespace, String name) {
    return named(namespace, name).annotated("profefe.com/enable", "true");
  }

  public TestPod uid(String uid) {
    this.uid = uid;
    return this;
  }

  public TestPod annotated(String annotation, String value) {
    annotations.put(annotation, value);
    return this;
  }

  public TestPod labelled(String label, String value) {
    labels.put(label, value);
    return this;
  }

  /** Its namespace has this label; the API server's JSON says nothing of that. */
  public TestPod inNamespaceLabelled(String label, String value) {
    namespaceLabels.put(label, value);
    return this;
  }

  public TestPod phase(String phase) {
    this.phase = phase;
    return this;
  }

  public TestPod node(String node) {
    this.node = node;
    return this;
  }

  /** {@code status.podIP} and the further ones of {@code podIPs}; none at all without arguments. */
  public TestPod at(String... addresses) {
    this.addresses = List.of(addresses);
    return this;
  }

  public TestPod onHostNetwork() {
    this.hostNetwork = true;
    return this;
  }

  public TestPod beingDeleted() {
    this.deleting = true;
    return this;
  }

  /** The owner that controls it. */
  public TestPod ownedBy(String kind, String name) {
    this.owner = Optional.of(new Pod.Owner(kind, name));
    return this;
  }

  /** A TCP port that this container declares; the port's name may be empty. */
  public TestPod declaring(String container, String portName, int port) {
    containers.computeIfAbsent(container, _ -> new ArrayList<>()).add(new Pod.Port(portName, port));
    return this;
  }

  /** A container that is started with these: its command, and what follows. */
  public TestPod running(String container, String... command) {
    containers.computeIfAbsent(container, _ -> new ArrayList<>());
    arguments.put(container, List.of(command));
    return this;
  }

  private List<String> arguments(String container) {
    return arguments.getOrDefault(container, List.of());
  }

  /** What no other pod has at the same time. */
  String key() {
    return namespace + "/" + name;
  }

  public String namespace() {
    return namespace;
  }

  public String name() {
    return name;
  }

  public Map<String, String> labels() {
    return labels;
  }

  /** The value of a field that a field selector may name; empty when there is none. */
  Optional<String> field(String path) {
    return switch (path) {
      case "metadata.name" -> Optional.of(name);
      case "metadata.namespace" -> Optional.of(namespace);
      case "status.phase" -> Optional.of(phase);
      case "spec.nodeName" -> Optional.of(node);
      default -> Optional.empty();
    };
  }

  /** As the program reads it. */
  public Pod pod() {
    return new Pod(
        uid,
        namespace,
        name,
        labels,
        annotations,
        phase,
        addresses,
        node,
        hostNetwork,
        deleting,
        declared().entrySet().stream()
            .map(container ->
                new Pod.Container(
                    container.getKey(), container.getValue(), arguments(container.getKey())))
            .toList(),
        owner,
        namespaceLabels);
  }

  private Map<String, List<Pod.Port>> declared() {
    return containers.isEmpty() ? Map.of("main", List.of()) : containers;
  }

  /** As the API server sends it, with some of the fields that the program has to pass over. */
  public ObjectNode json() {
    ObjectNode pod = JSON.objectNode().put("apiVersion", "v1").put("kind", "Pod");
    pod.set("metadata", metadata());
    pod.set("spec", spec());
    pod.set("status", status());
    return pod;
  }

  private ObjectNode metadata() {
    ObjectNode metadata =
        JSON.objectNode()
            .put("name", name)
            .put("namespace", namespace)
            .put("uid", uid)
            .put("resourceVersion", "1")
            .put("creationTimestamp", "2026-11-21T11:00:00Z");
    if (deleting) {
      metadata.put("deletionTimestamp", "2026-11-21T11:01:00Z");
    }
    metadata.set("labels", texts(labels));
    metadata.set("annotations", texts(annotations));
    owner.ifPresent(controller ->
        metadata
            .putArray("ownerReferences")
            .addObject()
            .put("kind", controller.kind())
            .put("name", controller.name())
            .put("controller", true));
    metadata.putArray("managedFields").addObject().put("manager", "test").putObject("fieldsV1");
    return metadata;
  }

  private ObjectNode spec() {
    ObjectNode spec = JSON.objectNode().put("nodeName", node);
    if (hostNetwork) {
      spec.put("hostNetwork", true);
    }
    ArrayNode all = spec.putArray("containers");
    declared()
        .forEach((container, ports) -> {
          ObjectNode one = all.addObject().put("name", container).put("image", "test");
          ArrayNode declared = one.putArray("ports");
          ports.forEach(port -> declared.add(json(port)));
          arguments(container).stream().limit(1).forEach(one.putArray("command")::add);
          arguments(container).stream().skip(1).forEach(one.putArray("args")::add);
        });
    return spec;
  }

  private static ObjectNode json(Pod.Port port) {
    ObjectNode json = JSON.objectNode().put("containerPort", port.number()).put("protocol", "TCP");
    return port.name().isEmpty() ? json : json.put("name", port.name());
  }

  private ObjectNode status() {
    ObjectNode status = JSON.objectNode().put("phase", phase);
    status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
    if (!addresses.isEmpty()) {
      status.put("podIP", addresses.getFirst());
      ArrayNode all = status.putArray("podIPs");
      addresses.forEach(address -> all.addObject().put("ip", address));
    }
    return status;
  }

  private static ObjectNode texts(Map<String, String> texts) {
    ObjectNode object = JSON.objectNode();
    texts.forEach(object::put);
    return object;
  }
}
