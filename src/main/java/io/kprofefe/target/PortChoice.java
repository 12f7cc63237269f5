package io.kprofefe.target;

import io.kprofefe.profile.Untrusted;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The port of an endpoint.
 *
 * @param container the one that declares it, where one does
 */
record PortChoice(int number, Optional<String> container) {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int HIGHEST = 65_535;

  /** For a sentence: what a number may be. */
  static final String NUMBER_WORDS = "a number from 1 to 65535";

  /**
   * What a pod says: a number, declared or not, or the name of one declared port.
   *
   * @param key of the annotation that says it
   */
  static PortChoice numberOrName(Pod pod, String key, String said) throws NotATarget {
    var declared = DeclaredPorts.of(pod);
    if (NUMBER.matcher(said).matches()) {
      return number(said, declared).orElseThrow(() -> wrong(declared, key, said));
    }
    return named(declared, said).orElseThrow(() -> wrong(declared, key, said));
  }

  /** The one declared port of this name. */
  static PortChoice named(String key, String said, DeclaredPorts declared) throws NotATarget {
    return named(declared, said)
        .orElseThrow(
            () -> NotATarget.wrong(key, said, "the name of one declared port" + here(declared)));
  }

  /** What a pod says in digits alone, if those are a port's number. */
  static Optional<PortChoice> number(String said, DeclaredPorts declared) {
    return Optional.of(said)
        .filter(NUMBER.asMatchPredicate())
        .map(Integer::parseInt)
        .filter(number -> number <= HIGHEST)
        .map(number -> new PortChoice(number, declared.containerOf(number)));
  }

  /**
   * The same, if it may be dialled.
   *
   * @param key of the annotation that says it, or could
   */
  PortChoice within(ReachRules rules, String key) throws NotATarget {
    if (rules.declaredPortsOnly() && container.isEmpty()) {
      throw new NotATarget(
          "port %d is not declared by a container (%s), and --declared-ports-only is given"
              .formatted(number, key));
    }
    return this;
  }

  /** The same, of a container that is said to serve there. */
  PortChoice of(String serving) {
    return new PortChoice(number, Optional.of(serving));
  }

  private static Optional<PortChoice> named(DeclaredPorts declared, String name) {
    List<PortChoice> named = declared.named(name);
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  private static NotATarget wrong(DeclaredPorts declared, String key, String said) {
    return NotATarget.wrong(
        key, said, NUMBER_WORDS + ", or the name of one declared port" + here(declared));
  }

  private static String here(DeclaredPorts declared) {
    List<String> names = declared.names();
    return " (here: "
        + (names.isEmpty() ? "none" : Untrusted.shown(String.join(", ", names)))
        + ")";
  }
}
