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

  private static final String GO_DEFAULT = "6060";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  private record Declared(String container, Pod.Port port) {}

  static PortChoice of(Pod pod, String endpoint, boolean declaredOnly) throws NotATarget {
    String key = Annotation.PORT.key(endpoint);
    String said = pod.annotations().getOrDefault(key, GO_DEFAULT);
    PortChoice choice =
        NUMBER.matcher(said).matches() ? numbered(pod, key, said) : named(pod, key, said);
    if (declaredOnly && choice.container.isEmpty()) {
      throw new NotATarget(
          "port %d is not declared by a container (%s), and --declared-ports-only is given"
              .formatted(choice.number, key));
    }
    return choice;
  }

  private static PortChoice numbered(Pod pod, String key, String said) throws NotATarget {
    int number = Integer.parseInt(said);
    if (number > 65_535) {
      throw wrong(pod, key, said);
    }
    Optional<String> container =
        declared(pod).stream()
            .filter(declared -> declared.port().number() == number)
            .map(Declared::container)
            .findFirst();
    return new PortChoice(number, container);
  }

  private static PortChoice named(Pod pod, String key, String said) throws NotATarget {
    List<Declared> ofThatName =
        declared(pod).stream().filter(declared -> declared.port().name().equals(said)).toList();
    if (numbers(pod, said) != 1) {
      throw wrong(pod, key, said);
    }
    Declared one = ofThatName.getFirst();
    return new PortChoice(one.port().number(), Optional.of(one.container()));
  }

  /** How many ports have this name; none has the empty one. */
  private static long numbers(Pod pod, String name) {
    return declared(pod).stream()
        .filter(declared -> !name.isEmpty() && declared.port().name().equals(name))
        .map(declared -> declared.port().number())
        .distinct()
        .count();
  }

  private static List<Declared> declared(Pod pod) {
    return pod.containers().stream()
        .flatMap(container ->
            container.ports().stream().map(port -> new Declared(container.name(), port)))
        .toList();
  }

  private static NotATarget wrong(Pod pod, String key, String said) {
    List<String> names =
        declared(pod).stream()
            .map(declared -> declared.port().name())
            .filter(name -> numbers(pod, name) == 1)
            .distinct()
            .toList();
    return NotATarget.wrong(
        key,
        said,
        "a number from 1 to 65535, or the name of one declared port (here: "
            + (names.isEmpty() ? "none" : Untrusted.shown(String.join(", ", names)))
            + ")");
  }
}
