package io.kprofefe.target;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The ports that containers of a pod declare, in their order. */
final class DeclaredPorts {

  private record Declared(String container, Pod.Port port) {}

  private final List<Declared> ports;

  private DeclaredPorts(Pod pod, Predicate<Pod.Container> which) {
    this.ports =
        pod.containers().stream()
            .filter(which)
            .flatMap(container ->
                container.ports().stream().map(port -> new Declared(container.name(), port)))
            .toList();
  }

  static DeclaredPorts of(Pod pod) {
    return new DeclaredPorts(pod, _ -> true);
  }

  /** Those of this container alone. */
  static DeclaredPorts of(Pod pod, String container) {
    return new DeclaredPorts(pod, one -> one.name().equals(container));
  }

  /** The container that declares this port; the first one of several. */
  Optional<String> containerOf(int number) {
    return all().stream()
        .filter(port -> port.number() == number)
        .flatMap(port -> port.container().stream())
        .findFirst();
  }

  /** Each number once. */
  List<PortChoice> all() {
    return choices(_ -> true);
  }

  /** Each number of this name once; none has the empty one. */
  List<PortChoice> named(String name) {
    return choices(port -> !name.isEmpty() && port.name().equals(name));
  }

  /** The names that mean one number, each once. */
  List<String> names() {
    return ports.stream()
        .map(declared -> declared.port().name())
        .filter(name -> named(name).size() == 1)
        .distinct()
        .toList();
  }

  private List<PortChoice> choices(Predicate<Pod.Port> which) {
    return ports.stream()
        .filter(declared -> which.test(declared.port()))
        .map(declared -> declared.port().number())
        .distinct()
        .map(number -> new PortChoice(number, first(number, which)))
        .toList();
  }

  private Optional<String> first(int number, Predicate<Pod.Port> which) {
    return ports.stream()
        .filter(declared -> which.test(declared.port()) && declared.port().number() == number)
        .map(Declared::container)
        .findFirst();
  }
}
