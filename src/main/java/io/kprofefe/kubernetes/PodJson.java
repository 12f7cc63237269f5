package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.isTrue;
import static io.kprofefe.kubernetes.JsonValues.number;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.text;
import static io.kprofefe.kubernetes.JsonValues.texts;

import com.fasterxml.jackson.core.JsonParser;
import io.kprofefe.target.Pod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads one pod: of its some hundred fields, those that decide how it is profiled. */
final class PodJson {

  private static final String PASSED_OVER = "";

  private final JsonParser json;
  private final Predicate<String> wants;

  private boolean wanted = true;
  private String uid = "";
  private String namespace = "";
  private String name = "";
  private Map<String, String> labels = Map.of();
  private Map<String, String> annotations = Map.of();
  private Optional<Pod.Owner> owner = Optional.empty();
  private boolean deleting;
  private String node = "";
  private boolean hostNetwork;
  private String phase = "";
  private String address = "";
  private final Set<String> addresses = new LinkedHashSet<>();
  private final List<Pod.Container> containers = new ArrayList<>();
  private final List<Pod.Container> sidecars = new ArrayList<>();

  private PodJson(JsonParser json, Predicate<String> wants) {
    this.json = json;
    this.wants = wants;
  }

  /**
   * The pod that the parser stands at.
   *
   * @param wants is told the UID; when it says no, the rest is passed over, and nothing returned
   */
  static Optional<Pod> read(JsonParser json, Predicate<String> wants) throws IOException {
    var reader = new PodJson(json, wants);
    object(json, reader::part);
    return reader.wanted ? Optional.of(reader.pod()) : Optional.empty();
  }

  private Pod pod() {
    containers.addAll(sidecars);
    var known = new LinkedHashSet<String>();
    known.add(address);
    known.addAll(addresses);
    known.remove("");
    return new Pod(
        uid,
        namespace,
        name,
        labels,
        annotations,
        phase,
        List.copyOf(known),
        node,
        hostNetwork,
        deleting,
        containers,
        owner,
        Map.of());
  }

  private void part(String part) throws IOException {
    switch (wanted ? part : PASSED_OVER) {
      case "metadata" -> object(json, this::metadata);
      case "spec" -> object(json, this::spec);
      case "status" -> object(json, this::status);
      default -> json.skipChildren();
    }
  }

  private void metadata(String field) throws IOException {
    switch (wanted ? field : PASSED_OVER) {
      case "uid" -> uid();
      case "namespace" -> namespace = text(json);
      case "name" -> name = text(json);
      case "labels" -> labels = texts(json);
      case "annotations" -> annotations = texts(json);
      case "ownerReferences" -> array(json, this::ownerReference);
      case "deletionTimestamp" -> deleting = !text(json).isEmpty();
      default -> json.skipChildren();
    }
  }

  /** The API server writes it before what takes long to read. */
  private void uid() throws IOException {
    uid = text(json);
    wanted = wants.test(uid);
  }

  private void ownerReference() throws IOException {
    var reference =
        new Object() {
          String kind = "";
          String name = "";
          boolean controller;
        };
    object(
        json,
        field -> {
          switch (field) {
            case "kind" -> reference.kind = text(json);
            case "name" -> reference.name = text(json);
            case "controller" -> reference.controller = isTrue(json);
            default -> json.skipChildren();
          }
        });
    if (reference.controller) {
      owner = Optional.of(new Pod.Owner(reference.kind, reference.name));
    }
  }

  private void spec(String field) throws IOException {
    switch (field) {
      case "nodeName" -> node = text(json);
      case "hostNetwork" -> hostNetwork = isTrue(json);
      case "containers" -> array(json, () -> containers.add(container().declared()));
      case "initContainers" -> array(json, this::initContainer);
      default -> json.skipChildren();
    }
  }

  /** Of the init containers, those that stay: sidecars. */
  private void initContainer() throws IOException {
    Container container = container();
    if (container.restartPolicy.equals("Always")) {
      sidecars.add(container.declared());
    }
  }

  private static final class Container {
    private String name = "";
    private String restartPolicy = "";
    private final List<Pod.Port> ports = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    Pod.Container declared() {
      return new Pod.Container(name, ports, arguments);
    }
  }

  private Container container() throws IOException {
    var container = new Container();
    object(
        json,
        field -> {
          switch (field) {
            case "name" -> container.name = text(json);
            case "restartPolicy" -> container.restartPolicy = text(json);
            case "ports" -> array(json, () -> port().ifPresent(container.ports::add));
            case "command", "args" -> array(json, () -> container.arguments.add(text(json)));
            default -> json.skipChildren();
          }
        });
    return container;
  }

  /** The port, when it is a TCP one, as it is when nothing is said. */
  private Optional<Pod.Port> port() throws IOException {
    var port =
        new Object() {
          String name = "";
          int number;
          String protocol = "";
        };
    object(
        json,
        field -> {
          switch (field) {
            case "name" -> port.name = text(json);
            case "containerPort" -> port.number = number(json);
            case "protocol" -> port.protocol = text(json);
            default -> json.skipChildren();
          }
        });
    boolean tcp = port.protocol.isEmpty() || port.protocol.equals("TCP");
    return tcp ? Optional.of(new Pod.Port(port.name, port.number)) : Optional.empty();
  }

  private void status(String field) throws IOException {
    switch (field) {
      case "phase" -> phase = text(json);
      case "podIP" -> address = text(json);
      case "podIPs" -> array(json, () -> object(json, this::address));
      default -> json.skipChildren();
    }
  }

  private void address(String field) throws IOException {
    if (field.equals("ip")) {
      addresses.add(text(json));
    } else {
      json.skipChildren();
    }
  }
}
