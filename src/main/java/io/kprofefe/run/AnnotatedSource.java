package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.kubernetes.Pods;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Pod;
import io.kprofefe.target.PodAnnotations;
import io.kprofefe.target.Skipped;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Pods that say by themselves what is to be taken of them.
 *
 * @param annotations what they mean
 */
public record AnnotatedSource(Pods pods, PodAnnotations annotations) implements TargetSource {

  @Override
  public List<Skipped> forEach(BiConsumer<String, List<Discovered>> each) throws ListingException {
    return pods.forEach(pod -> each.accept(pod.uid(), discovered(pod)));
  }

  private List<Discovered> discovered(Pod pod) {
    try {
      return annotations.discover(pod);
    } catch (RuntimeException bug) {
      return List.of(new Skipped(pod.identity(), Bug.reason(pod.identity().toString(), bug)));
    }
  }
}
