package io.kprofefe.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the kubeconfig has that can be chosen by name; nobody is asked for it. */
public record KubeconfigNames(List<String> contexts, List<String> clusters, List<String> users) {

  public KubeconfigNames {
    contexts = List.copyOf(contexts);
    clusters = List.copyOf(clusters);
    users = List.copyOf(users);
  }

  /**
   * Of the kubeconfig that applies; none where there is none.
   *
   * @param file this one alone; else {@code $KUBECONFIG}, else {@code ~/.kube/config}
   */
  public static KubeconfigNames of(Optional<Path> file) throws ClusterAccessException {
    return Kubeconfig.find(file, Surroundings.ofThisProcess())
        .map(Kubeconfig::names)
        .orElseGet(() -> new KubeconfigNames(List.of(), List.of(), List.of()));
  }
}
