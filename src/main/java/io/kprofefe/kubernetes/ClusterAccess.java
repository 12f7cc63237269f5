package io.kprofefe.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the API server: kubectl's connection flags, each absent unless given. What is absent
 * comes from the kubeconfig, or in a pod from its service account.
 *
 * @param kubeconfig this file alone; else {@code $KUBECONFIG}, else {@code ~/.kube/config}
 * @param context of the kubeconfig, in place of its current one
 * @param cluster of the kubeconfig, in place of the context's
 * @param user of the kubeconfig, in place of the context's
 * @param server the API server's URL
 * @param as the user to impersonate
 * @param asGroups the groups to impersonate
 * @param requestTimeout of one request, its whole answer included; zero is no limit
 */
public record ClusterAccess(
    Optional<Path> kubeconfig,
    Optional<String> context,
    Optional<String> cluster,
    Optional<String> user,
    Optional<String> server,
    Optional<String> token,
    Optional<String> as,
    List<String> asGroups,
    Optional<Path> certificateAuthority,
    Optional<Path> clientCertificate,
    Optional<Path> clientKey,
    boolean insecureSkipTlsVerify,
    Optional<Duration> requestTimeout) {

  public ClusterAccess {
    asGroups = List.copyOf(asGroups);
  }

  /** No flag given. */
  public static ClusterAccess unspecified() {
    return of(Optional.empty());
  }

  /** This kubeconfig and no other flag. */
  public static ClusterAccess ofKubeconfig(Path file) {
    return of(Optional.of(file));
  }

  private static ClusterAccess of(Optional<Path> kubeconfig) {
    return new ClusterAccess(
        kubeconfig,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
