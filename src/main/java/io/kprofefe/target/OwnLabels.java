package io.kprofefe.target;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The labels that say where a profile is from. They come from the API server and nobody else. */
public final class OwnLabels {

  private static final String NAMESPACE = "namespace";
  private static final String POD = "pod";
  private static final String NODE = "node";
  private static final String CONTAINER = "container";

  /**
   * Keys that nobody else sets, be it a pod, its namespace or the run's own flags. Those that a run
   * does not write are ours as well: who looks at many runs' profiles cannot know which did.
   */
  public static final Set<String> KEYS =
      Set.of(
          NAMESPACE,
          POD,
          NODE,
          CONTAINER,
          OwnerLabels.NAME,
          OwnerLabels.TYPE,
          ProfileType.TYPE_LABEL);

  private OwnLabels() {}

  /**
   * Whether this is one of {@link #KEYS}, or becomes one where names are of letters, digits and _
   * only, as in Prometheus and Pyroscope: {@code profile.type} is {@code profile_type} there.
   */
  public static boolean isReserved(String key) {
    return KEYS.contains(key.replaceAll("[^A-Za-z0-9_]", "_"));
  }

  static Labels of(Node node) {
    return Labels.of(NODE, node.name());
  }

  static Labels of(Pod pod, Optional<String> container) {
    var labels = new ArrayList<Label>();
    labels.add(new Label(NAMESPACE, pod.namespace()));
    labels.add(new Label(POD, pod.name()));
    if (!pod.node().isEmpty()) {
      labels.add(new Label(NODE, pod.node()));
    }
    container.map(name -> new Label(CONTAINER, name)).ifPresent(labels::add);
    return new Labels(List.copyOf(labels));
  }
}
