package io.kprofefe.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A variant of {@code rbac/}, applied, and what its service account may do by it.
 *
 * @param overlay the folder that was applied
 * @param kubeconfig the service account's
 */
record Rights(RealCluster cluster, Path overlay, Path kubeconfig) implements AutoCloseable {

  private static final String ACCOUNT = "kprofefe";

  /** What a line of {@code kubectl auth can-i --list} allows: resources, names, verbs. */
  private static final Pattern ALLOWED =
      Pattern.compile("^(\\S+)\\s+\\[]\\s+\\[]\\s+(\\[.*])\\s*$");

  /** Everybody may ask what he may. */
  private static final Pattern ABOUT_ONESELF = Pattern.compile("selfsubject.*");

  static Rights apply(
      RealCluster cluster,
      String variant,
      TestNamespace namespace,
      Path folder,
      String... components) {
    Path overlay = Overlay.of(variant, List.of(components), namespace, folder).folder();
    cluster.kubectl("apply", "-k", overlay.toString()).run().succeeded();
    String token = namespace.token(Overlay.renamed(ACCOUNT, namespace));
    return new Rights(cluster, overlay, cluster.kubeconfigFor(token));
  }

  /** All that the account may do there, but for asking what it may: {@code pods [list]}. */
  Set<String> of(TestNamespace namespace) {
    return cluster
        .kubectlAs(kubeconfig, "auth", "can-i", "--list", "--no-headers", "-n", namespace.name())
        .run()
        .succeeded()
        .lines()
        .map(ALLOWED::matcher)
        .filter(allowed -> allowed.matches() && !ABOUT_ONESELF.matcher(allowed.group(1)).matches())
        .map(allowed -> allowed.group(1) + " " + allowed.group(2))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    cluster.kubectl("delete", "-k", overlay.toString(), "--wait=false").run().succeeded();
  }
}
