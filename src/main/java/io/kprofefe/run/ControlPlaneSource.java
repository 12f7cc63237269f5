package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.Nodes;
import io.kprofefe.kubernetes.Pods;
import io.kprofefe.target.Component;
import io.kprofefe.target.ControlPlane;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Pod;
import io.kprofefe.target.Shard;
import io.kprofefe.target.Skipped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The cluster's own programs.
 *
 * @param pods of {@link ControlPlane#NAMESPACE}, of all shards
 * @param shard whose part of all is handed on; empty for all of it
 */
public record ControlPlaneSource(
    ControlPlane controlPlane, Pods pods, Nodes nodes, Optional<Shard> shard)
    implements TargetSource {

  /** A list that may not be read costs no more than what is on it. */
  @Override
  public List<Skipped> forEach(BiConsumer<String, List<Discovered>> each) throws ListingException {
    BiConsumer<String, Discovered> ours =
        (uid, found) -> {
          if (isOurs(uid)) {
            each.accept(uid, List.of(found));
          }
        };
    Set<Component> missing = controlPlane.inPods();
    var troubles = new ListingTroubles();
    controlPlane.apiServer().ifPresent(server -> ours.accept(server.shown(), server));
    if (!missing.isEmpty()) {
      troubles.during(() -> missing.removeAll(found(ours)));
    }
    if (controlPlane.isOnNodes()) {
      troubles.during(
          () -> nodes.forEach(node -> ours.accept(node.uid(), controlPlane.kubelet(node))));
    }
    troubles.raise();
    return missing.stream()
        .map(controlPlane::noPod)
        .filter(one -> isOurs(one.identity().toString()))
        .toList();
  }

  /** The components of which there is a pod. */
  private Set<Component> found(BiConsumer<String, Discovered> each) throws ListingException {
    var found = new HashSet<Component>();
    pods.forEach(pod -> tell(pod, found, each));
    return found;
  }

  private void tell(Pod pod, Set<Component> found, BiConsumer<String, Discovered> each) {
    for (Component component : controlPlane.inPods()) {
      controlPlane
          .pod(component, pod)
          .ifPresent(what -> {
            found.add(component);
            each.accept(pod.uid(), what);
          });
    }
  }

  private boolean isOurs(String uid) {
    return shard.isEmpty() || shard.get().has(uid);
  }
}
