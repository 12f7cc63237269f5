package io.kprofefe.kubernetes;

import io.kprofefe.target.Pod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page of a pod list read by itself, for benchmarks: in a run it comes over HTTP. */
public final class OnePage {

  private OnePage() {}

  /**
   * Its pods, each once.
   *
   * @param page as the API server sends it
   */
  public static List<Pod> pods(byte[] page) throws IOException {
    var pods = new ArrayList<Pod>();
    PodPages.page(new ByteArrayInputStream(page), new Sieve(Optional.empty(), pods::add));
    return pods;
  }
}
