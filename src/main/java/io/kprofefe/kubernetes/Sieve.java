package io.kprofefe.kubernetes;

import io.kprofefe.target.Pod;
import io.kprofefe.target.Shard;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets the pods of a shard through, each once: a pod is known by its UID, whatever has to be asked
 * for twice. A UID is enough to tell, so that of all other pods nothing else needs to be read.
 */
final class Sieve {

  private final Optional<Shard> shard;
  private final Consumer<Pod> each;
  private final Set<String> known = new HashSet<>();

  /**
   * @param shard whose pods are let through; empty for all pods
   */
  Sieve(Optional<Shard> shard, Consumer<Pod> each) {
    this.shard = shard;
    this.each = each;
  }

  /** Whether the pod is to be read and let through. */
  boolean wants(String uid) {
    if (isOurs(uid)) {
      return !known.contains(uid);
    }
    known.add(uid);
    return false;
  }

  /** Hands on a pod that is wanted; only then, when it was read to its end, it counts as known. */
  void letThrough(Pod pod) {
    known.add(pod.uid());
    each.accept(pod);
  }

  /** How many pods have come, those of other shards among them. */
  int known() {
    return known.size();
  }

  /** Whether it is for us to tell of a name that no pod has: it has no UID to go by. */
  boolean isOurs(String name) {
    return shard.isEmpty() || shard.get().has(name);
  }
}
