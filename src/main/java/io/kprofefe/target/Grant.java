package io.kprofefe.target;

import java.util.Optional;
import java.util.Set;

/**
 * To which pods our credentials may be shown. The run says so and nobody else: no annotation can.
 *
 * @param namespaces only pods of these; empty for those of any
 * @param selector only pods that it chooses
 */
public record Grant(Set<String> namespaces, Optional<LabelSelector> selector) {

  /** To no pod at all. */
  public static final Grant NONE = new Grant(Set.of(), Optional.empty());

  public Grant {
    namespaces = Set.copyOf(namespaces);
  }

  boolean includes(Pod pod) {
    boolean somebody = !namespaces.isEmpty() || selector.isPresent();
    return somebody
        && (namespaces.isEmpty() || namespaces.contains(pod.namespace()))
        && selector.map(chosen -> chosen.matches(pod.labels())).orElse(true);
  }
}
