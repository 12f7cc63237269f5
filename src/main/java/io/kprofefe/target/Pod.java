package io.kprofefe.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the collector keeps of a pod: what decides whether and how it is profiled.
 *
 * @param phase {@code Running} and the like; empty when the status has none
 * @param addresses {@code status.podIP} and the further ones of {@code status.podIPs}, as written
 * @param node the node's name; empty before it is scheduled
 * @param deleting whether a deletion timestamp is set
 * @param owner the controlling owner reference
 * @param namespaceLabels of the namespace; empty unless they were asked for
 */
public record Pod(
    String uid,
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    String phase,
    List<String> addresses,
    String node,
    boolean hostNetwork,
    boolean deleting,
    List<Container> containers,
    Optional<Owner> owner,
    Map<String, String> namespaceLabels) {

  public Pod {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    addresses = List.copyOf(addresses);
    containers = List.copyOf(containers);
    namespaceLabels = Map.copyOf(namespaceLabels);
  }

  /**
   * A container.
   *
   * @param ports that it declares
   * @param arguments with which its program is started, as far as its pod says it: command and args
   */
  public record Container(String name, List<Port> ports, List<String> arguments) {
    public Container {
      ports = List.copyOf(ports);
      arguments = List.copyOf(arguments);
    }
  }

  /** A declared TCP port; its name may be empty. */
  public record Port(String name, int number) {}

  /** The owner reference whose {@code controller} is true. */
  public record Owner(String kind, String name) {}

  /** The same, but for what is annotated. */
  Pod withAnnotations(Map<String, String> other) {
    return new Pod(
        uid,
        namespace,
        name,
        labels,
        other,
        phase,
        addresses,
        node,
        hostNetwork,
        deleting,
        containers,
        owner,
        namespaceLabels);
  }

  /** The same, in a namespace with these labels. */
  public Pod withNamespaceLabels(Map<String, String> other) {
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
        containers,
        owner,
        other);
  }

  public TargetIdentity identity() {
    return TargetIdentity.pod(namespace, name);
  }
}
