package io.kprofefe.run;

import io.kprofefe.profile.PprofLimits;
import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param maxConnections to targets, open at once; fewer where the heap is small
 * @param bodies being read or held at once
 * @param namespaceRatio of the connections, of the bodies and of their bytes: more of them the pods
 *     of one namespace do not get; over 0, at most 1
 * @param maxSkew between a profile's own time and ours
 * @param deadline of the whole run
 * @param maxFailureRatio failed ÷ (attempted − empty) that is still a success, 0 to 1
 */
public record RunSettings(
    int maxConnections,
    BodyBounds bodies,
    double namespaceRatio,
    PprofLimits limits,
    Duration maxSkew,
    Duration deadline,
    double maxFailureRatio) {

  /** What a target that hangs costs of the heap: threads, sockets and heads (measured). */
  private static final long BYTES_A_CONNECTION = 25 << 10;

  FairSlots connectionSlots() {
    return fairSlots(connections(Runtime.getRuntime().maxMemory()));
  }

  /**
   * As many as are allowed, and as half of the heap has room for: thousands of targets that hang
   * must not take the memory of the others.
   *
   * @param heap in bytes, at most
   */
  int connections(long heap) {
    return Math.clamp(heap / 2 / BYTES_A_CONNECTION, 1, maxConnections);
  }

  Bodies roomForBodies() {
    var budget = new ByteBudget(bodies.bytes(), bodies.largestAtWorst(), namespaceRatio);
    return new Bodies(fairSlots(bodies.number()), budget);
  }

  private FairSlots fairSlots(int atOnce) {
    return new FairSlots(atOnce, Math.max(1, (int) (atOnce * namespaceRatio)));
  }
}
