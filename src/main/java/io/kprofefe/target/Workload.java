package io.kprofefe.target;

import io.kprofefe.target.WorkloadName.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The workload that a pod belongs to: a name that outlives the pod and each new version of it. Read
 * from the owner reference alone; the owner's own owner shows in how controllers make names.
 */
final class Workload {

  /** A CronJob's Jobs end in the minutes since 1970 (seconds before Kubernetes 1.21). */
  private static final Pattern CRON_JOBS_JOB = Pattern.compile("(.+)-[0-9]{8,}");

  private static final String OF_DEPLOYMENT = "pod-template-hash";

  /** Argo's, whose Rollouts stand in for Deployments. */
  private static final String OF_ROLLOUT = "rollouts-pod-template-hash";

  private Workload() {}

  static String nameOf(Pod pod) {
    return pod.owner().map(owner -> nameOf(pod, owner)).orElse(pod.name());
  }

  /** All workloads that the pod is one of, by their kinds: its owner, and that one's. */
  static Stream<WorkloadName> namesOf(Pod pod) {
    return pod.owner().stream()
        .flatMap(owner -> Stream.concat(itself(owner).stream(), ownersOwner(pod, owner).stream()));
  }

  /** Argo's Rollout that the pod is of. */
  static Optional<String> rolloutOf(Pod pod) {
    return pod.owner()
        .filter(owner -> owner.kind().equals("ReplicaSet"))
        .flatMap(owner -> withoutHash(pod, OF_ROLLOUT, owner.name()));
  }

  private static Optional<WorkloadName> itself(Pod.Owner owner) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.kind().equals(owner.kind()))
        .map(kind -> new WorkloadName(kind, owner.name()))
        .findFirst();
  }

  private static Optional<WorkloadName> ownersOwner(Pod pod, Pod.Owner owner) {
    return switch (owner.kind()) {
      case "ReplicaSet" ->
          withoutHash(pod, OF_DEPLOYMENT, owner.name())
              .map(name -> new WorkloadName(Kind.DEPLOYMENT, name));
      case "Job" -> cronJob(owner.name()).map(name -> new WorkloadName(Kind.CRON_JOB, name));
      default -> Optional.empty();
    };
  }

  private static String nameOf(Pod pod, Pod.Owner owner) {
    return switch (owner.kind()) {
      case "ReplicaSet" ->
          withoutHash(pod, OF_DEPLOYMENT, owner.name())
              .or(() -> withoutHash(pod, OF_ROLLOUT, owner.name()))
              .orElse(owner.name());
      case "Job" -> cronJob(owner.name()).orElse(owner.name());
      case "Node" -> without("-" + owner.name(), pod.name()).orElse(pod.name()); // a static pod
      default -> owner.name();
    };
  }

  private static Optional<String> withoutHash(Pod pod, String label, String replicaSet) {
    return Optional.ofNullable(pod.labels().get(label))
        .flatMap(hash -> without("-" + hash, replicaSet));
  }

  private static Optional<String> cronJob(String job) {
    Matcher ofCronJob = CRON_JOBS_JOB.matcher(job);
    return ofCronJob.matches() ? Optional.of(ofCronJob.group(1)) : Optional.empty();
  }

  /** What is left without this ending; empty when it has another, or nothing is left. */
  private static Optional<String> without(String ending, String name) {
    return name.endsWith(ending) && name.length() > ending.length()
        ? Optional.of(name.substring(0, name.length() - ending.length()))
        : Optional.empty();
  }
}
