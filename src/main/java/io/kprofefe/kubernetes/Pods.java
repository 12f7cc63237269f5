package io.kprofefe.kubernetes;

import io.kprofefe.target.Pod;
import io.kprofefe.target.Skipped;
import java.util.List;
import java.util.function.Consumer;

/** The pods of a selection. */
public interface Pods {

  /**
   * Hands each pod on while the list is still being read, each once, from the calling thread. A
   * consumer that blocks holds the API server's answer open: it should only start work.
   *
   * <p>An interrupt ends the listing with a {@code TRANSIENT} problem; the thread's interrupt
   * status is kept.
   *
   * @return the pods that were asked for by name and do not exist, with the reason; none when no
   *     names were given, and of several shards only one tells of each
   * @throws ListingException when the rest cannot be had; what was handed on until then stays
   */
  List<Skipped> forEach(Consumer<Pod> each) throws ListingException;
}
