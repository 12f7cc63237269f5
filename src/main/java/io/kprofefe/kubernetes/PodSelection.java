package io.kprofefe.kubernetes;

import java.util.List;
import java.util.Optional;

/**
 * Which pods are asked for; all conditions hold together.
 *
 * @param namespaces empty for all of the cluster
 * @param labelSelector as kubectl's {@code -l}
 * @param fieldSelector as kubectl's {@code --field-selector}
 * @param names empty for every name
 */
public record PodSelection(
    List<String> namespaces,
    Optional<String> labelSelector,
    Optional<String> fieldSelector,
    List<String> names) {

  public PodSelection {
    namespaces = namespaces.stream().distinct().toList();
    names = names.stream().distinct().toList();
  }

  /** Every pod of the cluster. */
  public static PodSelection everywhere() {
    return in(List.of());
  }

  /** Every pod of these namespaces. */
  public static PodSelection in(List<String> namespaces) {
    return new PodSelection(namespaces, Optional.empty(), Optional.empty(), List.of());
  }
}
