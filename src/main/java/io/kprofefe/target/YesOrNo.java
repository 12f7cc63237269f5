package io.kprofefe.target;

import java.util.Optional;

/** An annotation that is {@code "true"} or {@code "false"}, and nothing else. */
final class YesOrNo {

  private YesOrNo() {}

  /**
   * @return empty when the pod does not say
   * @throws NotATarget when it says {@code "True"}, {@code "yes"} and the like: somebody wants
   *     something, and is told
   */
  static Optional<Boolean> of(Pod pod, String key) throws NotATarget {
    String said = pod.annotations().get(key);
    if (said == null) {
      return Optional.empty();
    }
    return switch (said) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw NotATarget.wrong(key, said, "\"true\" or \"false\"");
    };
  }
}
