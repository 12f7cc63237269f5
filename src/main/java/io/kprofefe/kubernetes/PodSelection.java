package io.kprofefe.kubernetes;

import io.kprofefe.target.Shard;
import io.kprofefe.target.WorkloadName;
import java.util.List;
import java.util.Optional;

/**
 * Which pods are asked for; all conditions hold together.
 *
 * @param namespaces empty for all of the cluster
 * @param labelSelector as kubectl's {@code -l}
 * @param fieldSelector as kubectl's {@code --field-selector}
 * @param names empty for every name, unless there are workloads
 * @param workloads whose pods are asked for, beside those named
 * @param shard of these pods, those that are in it; empty for all of them
 */
public record PodSelection(
    List<String> namespaces,
    Optional<String> labelSelector,
    Optional<String> fieldSelector,
    List<String> names,
    List<WorkloadName> workloads,
    Optional<Shard> shard) {

  public PodSelection {
    namespaces = namespaces.stream().distinct().toList();
    names = names.stream().distinct().toList();
    workloads = workloads.stream().distinct().toList();
  }

  /** Every pod of the cluster. */
  public static PodSelection everywhere() {
    return in(List.of());
  }

  /** Of these pods, those of one shard. */
  public PodSelection of(Shard one) {
    return new PodSelection(
        namespaces, labelSelector, fieldSelector, names, workloads, Optional.of(one));
  }

  /** All of these pods, whatever shard they are in. */
  public PodSelection ofAllShards() {
    return new PodSelection(
        namespaces, labelSelector, fieldSelector, names, workloads, Optional.empty());
  }

  /** Whether pods are asked for one by one, and not all that there are. */
  public boolean namesAny() {
    return !names.isEmpty() || !workloads.isEmpty();
  }

  /** Every pod of these namespaces. */
  public static PodSelection in(List<String> namespaces) {
    return new PodSelection(
        namespaces, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
  }
}
