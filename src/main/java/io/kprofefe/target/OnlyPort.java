package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The port of a pod that does not say which. Other collectors take every declared one; we take the
 * only one, and the scheme's own where none is declared, as they do.
 */
final class OnlyPort {

  private OnlyPort() {}

  /**
   * @param declared of which one is to be chosen
   * @param key of the annotation that would say
   */
  static PortChoice of(DeclaredPorts declared, Scheme scheme, String key) throws NotATarget {
    List<PortChoice> all = declared.all();
    return switch (all.size()) {
      case 0 -> new PortChoice(scheme.port(), Optional.empty());
      case 1 -> all.getFirst();
      default -> throw severalPorts(all, key);
    };
  }

  private static NotATarget severalPorts(List<PortChoice> declared, String key) {
    return new NotATarget(
        "declares several ports (%s), and nothing says which serves profiles: set %s"
            .formatted(
                Untrusted.shown(
                    declared.stream()
                        .map(port -> Integer.toString(port.number()))
                        .collect(Collectors.joining(", "))),
                key));
  }
}
