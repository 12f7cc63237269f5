package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.Pods;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Pod;
import io.kprofefe.target.PodAnnotations;
import io.kprofefe.target.Sample;
import io.kprofefe.target.Sampling;
import io.kprofefe.target.Skipped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where targets are looked for.
 *
 * @param pods those of all shards where there is a sampling: it keeps to its own shard
 * @param annotations what the pods' annotations mean
 * @param sampling which of the targets are taken; empty for all of them
 */
public record PodSearch(Pods pods, PodAnnotations annotations, Optional<Sampling> sampling) {

  /** All that are found. */
  public static PodSearch of(Pods pods, PodAnnotations annotations) {
    return new PodSearch(pods, annotations, Optional.empty());
  }

  /**
   * Hands on what each pod turns out to be, while the list is still being read; targets that are
   * sampled, when it has ended, be it before its time. From the calling thread; who is told should
   * only start work.
   *
   * @return the pods that were asked for by name and do not exist
   * @throws ListingException when the rest cannot be had
   */
  public List<Skipped> forEach(Consumer<Discovered> each) throws ListingException {
    return sampling.isPresent()
        ? sampled(sampling.get(), each)
        : pods.forEach(pod -> discovered(pod).forEach(each));
  }

  private List<Skipped> sampled(Sampling sampling, Consumer<Discovered> each)
      throws ListingException {
    var sample = new Sample(sampling, each);
    try {
      List<Skipped> missing = pods.forEach(pod -> sample.add(pod.uid(), discovered(pod)));
      return missing.stream().filter(one -> sampling.isOurs(one.identity().toString())).toList();
    } finally {
      sample.end();
    }
  }

  private List<Discovered> discovered(Pod pod) {
    try {
      return annotations.discover(pod);
    } catch (RuntimeException bug) {
      return List.of(new Skipped(pod.identity(), Bug.reason(pod.identity().toString(), bug)));
    }
  }
}
