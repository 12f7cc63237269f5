package io.kprofefe.target;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A workload as a person names it, such as {@code deployment/web}. Which pods are its own is read
 * from them alone: so that asks for no other right than to list pods.
 */
public record WorkloadName(Kind kind, String name) {

  /** For a sentence: what can be said. */
  public static final String ALLOWED =
      "KIND/NAME, of deployment, statefulset, daemonset, replicaset, job or cronjob, such as"
          + " deployment/web";

  private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  /** What has pods, and kubectl's names for it. */
  public enum Kind {
    DEPLOYMENT("Deployment", "deploy"),
    STATEFUL_SET("StatefulSet", "sts"),
    DAEMON_SET("DaemonSet", "ds"),
    REPLICA_SET("ReplicaSet", "rs"),
    JOB("Job", "job"),
    CRON_JOB("CronJob", "cj");

    private final String kind;
    private final String abbreviation;

    Kind(String kind, String abbreviation) {
      this.kind = kind;
      this.abbreviation = abbreviation;
    }

    /** As the API server writes it. */
    public String kind() {
      return kind;
    }

    private String word() {
      return kind.toLowerCase(Locale.ROOT);
    }

    private boolean isSpoken(String word) {
      return List.of(word(), word() + "s", abbreviation).contains(word);
    }

    private static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.isSpoken(word)).findFirst();
    }
  }

  /**
   * Reads {@code deploy/web}.
   *
   * @throws IllegalArgumentException when it names no kind that has pods, or no name
   */
  public static WorkloadName parse(String text) {
    int slash = text.indexOf('/');
    return Kind.of(text.substring(0, Math.max(slash, 0)))
        .map(kind -> new WorkloadName(kind, text.substring(slash + 1)))
        .filter(workload -> DNS_NAME.matcher(workload.name).matches())
        .orElseThrow(() -> new IllegalArgumentException("no workload: " + text));
  }

  /** Whether this pod is one of its own. */
  public boolean owns(Pod pod) {
    return Workload.namesOf(pod).anyMatch(this::equals);
  }

  @Override
  public String toString() {
    return kind.word() + "/" + name;
  }
}
