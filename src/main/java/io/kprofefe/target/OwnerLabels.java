package io.kprofefe.target;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.target.WorkloadName.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What workload a pod is of, in the words of kubernetes-mixin's rule {@code
 * namespace_workload_pod:kube_pod_owner:relabel} (seen with 03a94e9), so that one selector finds
 * profiles and metrics: known types in small letters, others by their kind.
 */
final class OwnerLabels {

  static final String NAME = "workload";
  static final String TYPE = "workload_type";

  /** Whoever makes a pod writes its owner reference, and the API server looks at neither part. */
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private OwnerLabels() {}

  /** Both labels; none when the owner is no name that can be kept. */
  static Labels of(Pod pod) {
    Optional<WorkloadName> known = Workload.namesOf(pod).reduce((_, outermost) -> outermost);
    if (known.isPresent() && known.get().kind() != Kind.REPLICA_SET) {
      return labels(type(known.get().kind()), known.get().name());
    }
    return pod.owner()
        .map(owner -> ofAnother(pod, owner))
        .orElseGet(() -> labels("barepod", pod.name()));
  }

  private static Labels ofAnother(Pod pod, Pod.Owner owner) {
    return switch (owner.kind()) {
      case "ReplicaSet" ->
          Workload.rolloutOf(pod)
              .map(rollout -> labels("Rollout", rollout))
              .orElseGet(() -> labels(type(Kind.REPLICA_SET), owner.name()));
      case "Node" -> labels("staticpod", pod.name());
      default -> labels(owner.kind(), owner.name());
    };
  }

  /** A CronJob is one of the others there. */
  private static String type(Kind kind) {
    return kind == Kind.CRON_JOB ? kind.kind() : kind.kind().toLowerCase(Locale.ROOT);
  }

  private static Labels labels(String type, String name) {
    return ALLOWED.matcher(type).matches() && ALLOWED.matcher(name).matches()
        ? new Labels(List.of(new Label(NAME, name), new Label(TYPE, type)))
        : Labels.NONE;
  }
}
