package io.kprofefe.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Chooses among what pods turn out to be, each of them told once. What is no target is handed on at
 * once; who is chosen is known only when all pods of a service are, those of other shards among
 * them, of which nothing but a number is kept. For one thread, and one run.
 */
public final class Sample {

  private final Sampling sampling;
  private final Consumer<Discovered> each;
  private final Map<Service, LongStream.Builder> ranks = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();

  /** Of one namespace: with a name alone, a tenant could use up the places of another's pods. */
  private record Service(String namespace, String name) {
    static Service of(Target target) {
      return new Service(target.identity().namespace(), target.service());
    }
  }

  private record Candidate(long rank, Target target) {}

  /**
   * @param each is told what is taken, what is not, and what cannot be
   */
  public Sample(Sampling sampling, Consumer<Discovered> each) {
    this.sampling = sampling;
    this.each = each;
  }

  /** What a pod turned out to be; it is one of each service that it has an endpoint of. */
  public void add(String uid, List<Discovered> pod) {
    long rank = sampling.rank(uid);
    targets(pod).stream().map(Service::of).distinct().forEach(service -> rival(service, rank));
    if (sampling.isOurs(uid)) {
      targets(pod).forEach(target -> candidates.add(new Candidate(rank, target)));
      pod.stream().filter(one -> !(one instanceof Target)).forEach(each);
    }
  }

  /** No pod comes any more: tells of the targets, in the order in which they came. */
  public void end() {
    Map<Service, Long> last = new HashMap<>();
    ranks.forEach((service, all) -> last.put(service, lastTaken(all.build().toArray())));
    for (Candidate one : candidates) {
      boolean taken = one.rank() <= last.getOrDefault(Service.of(one.target()), Long.MIN_VALUE);
      each.accept(taken ? one.target() : new NotSampled(one.target()));
    }
  }

  private void rival(Service service, long rank) {
    ranks.computeIfAbsent(service, _ -> LongStream.builder()).add(rank);
  }

  /** The highest rank that is still taken. */
  private long lastTaken(long[] all) {
    Arrays.sort(all);
    return all[sampling.most().of(all.length) - 1];
  }

  private static List<Target> targets(List<Discovered> pod) {
    return pod.stream().filter(Target.class::isInstance).map(Target.class::cast).toList();
  }
}
