package io.kprofefe.kubernetes;

import io.kprofefe.target.Shard;
import java.util.List;
import java.util.Optional;

/**
 * Which pods are asked for; all conditions hold together.
 *
 * @param namespaces empty for all of the cluster
 * @param labelSelector as kubectl's {@code -l}
 * @param fieldSelector as kubectl's {@code --field-selector}
 * @param names empty for every name
 * @param shard of these pods, those that are in it; empty for all of them
 */
public record PodSelection(
    List<String> namespaces,
    Optional<String> labelSelector,
    Optional<String> fieldSelector,
    List<String> names,
    Optional<Shard> shard) {

  public PodSelection {
    namespaces = namespaces.stream().distinct().toList();
    names = names.stream().distinct().toList();
  }

  /** Every pod of the cluster. */
  public static PodSelection everywhere() {
    return in(List.of());
  }

  /** Of these pods, those of one shard. */
  public PodSelection of(Shard one) {
    return new PodSelection(namespaces, labelSelector, fieldSelector, names, Optional.of(one));
  }

  /** Every pod of these namespaces. */
  public static PodSelection in(List<String> namespaces) {
    return new PodSelection(
        namespaces, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }
}
