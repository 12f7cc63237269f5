package io.kprofefe.target;

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

  private Workload() {}

  static String nameOf(Pod pod) {
    return pod.owner().map(owner -> nameOf(pod, owner)).orElse(pod.name());
  }

  private static String nameOf(Pod pod, Pod.Owner owner) {
    return switch (owner.kind()) {
      case "ReplicaSet" -> deployment(pod, owner.name());
      case "Job" -> cronJob(owner.name());
      case "Node" -> without("-" + owner.name(), pod.name()).orElse(pod.name()); // a static pod
      default -> owner.name();
    };
  }

  /** The second label is Argo's, whose Rollouts stand in for Deployments. */
  private static String deployment(Pod pod, String replicaSet) {
    return Stream.of("pod-template-hash", "rollouts-pod-template-hash")
        .flatMap(label -> Stream.ofNullable(pod.labels().get(label)))
        .flatMap(hash -> without("-" + hash, replicaSet).stream())
        .findFirst()
        .orElse(replicaSet);
  }

  private static String cronJob(String job) {
    Matcher ofCronJob = CRON_JOBS_JOB.matcher(job);
    return ofCronJob.matches() ? ofCronJob.group(1) : job;
  }

  /** What is left without this ending; empty when it has another, or nothing is left. */
  private static Optional<String> without(String ending, String name) {
    return name.endsWith(ending) && name.length() > ending.length()
        ? Optional.of(name.substring(0, name.length() - ending.length()))
        : Optional.empty();
  }
}
