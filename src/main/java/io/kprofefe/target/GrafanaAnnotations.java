package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.Untrusted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code profiles.grafana.com/<type>.…}, each type for itself. Source: Grafana's Helm charts
 * k8s-monitoring and pyroscope, of August 2026; where those differ, what a pod says is heeded.
 */
final class GrafanaAnnotations implements Family {

  private static final String PREFIX = "profiles.grafana.com/";

  private static final List<String> SERVICE =
      List.of(
          PREFIX + "service_name",
          "resource.opentelemetry.io/service.name",
          "pyroscope.io/service_name");

  private static final List<String> SERVICE_LABELS =
      List.of("app.kubernetes.io/instance", "app.kubernetes.io/name");

  /** Its words for types. */
  private enum Word {
    MEMORY(ProfileType.ALLOCS),
    BLOCK(ProfileType.BLOCK),
    GOROUTINE(ProfileType.GOROUTINE),
    MUTEX(ProfileType.MUTEX),
    CPU(ProfileType.CPU),
    FGPROF(ProfileType.FGPROF),
    GODELTAPROF_MEMORY(ProfileType.GODELTAPROF_MEMORY),
    GODELTAPROF_MUTEX(ProfileType.GODELTAPROF_MUTEX),
    GODELTAPROF_BLOCK(ProfileType.GODELTAPROF_BLOCK);

    private final ProfileType type;

    Word(ProfileType type) {
      this.type = type;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String key(Part part) {
      return PREFIX + word() + "." + part.word();
    }

    /** Go's heap and its allocs hold the same, and differ in what is shown first. */
    ProfileType typeAt(String path) {
      boolean heap = path.endsWith(ProfileType.HEAP.pathBelow(""));
      return this == MEMORY && heap ? ProfileType.HEAP : type;
    }
  }

  /** What is said of a type. */
  private enum Part {
    SCRAPE,
    PORT,
    PORT_NAME,
    CONTAINER,
    SCHEME,
    PATH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Types that are served at one place are one target. */
  private record Place(Scheme scheme, PortChoice port) {}

  @Override
  public String word() {
    return "grafana";
  }

  @Override
  public boolean isSpokenBy(Pod pod) {
    return keys(pod)
        .filter(key -> key.endsWith("." + Part.SCRAPE.word()))
        .anyMatch(key -> !"false".equals(pod.annotations().get(key)));
  }

  @Override
  public boolean asksForIt(Pod pod) {
    return isSpokenBy(pod);
  }

  @Override
  public List<Discovered> targets(ReachablePod asking) throws NotATarget {
    Pod pod = asking.pod();
    String service = asking.service(service(pod), SERVICE.getFirst());
    var skipped = new ArrayList<Discovered>();
    var places = new LinkedHashMap<Place, Map<Word, Handler>>();
    for (Word word : Word.values()) {
      try {
        if (YesOrNo.of(pod, word.key(Part.SCRAPE)).orElse(false)) {
          Handler handler = handler(asking, word);
          places
              .computeIfAbsent(place(asking, word), _ -> new LinkedHashMap<>())
              .put(word, handler);
        }
      } catch (NotATarget e) {
        skipped.add(new Skipped(pod.identity(), e.reason()));
      }
    }
    unknown(pod).map(remark -> new Skipped(pod.identity(), remark)).forEach(skipped::add);
    return Stream.concat(
            places.entrySet().stream()
                .map(place ->
                    asking.target(
                        places.size() == 1 ? "" : Integer.toString(place.getKey().port().number()),
                        service,
                        place.getKey().scheme(),
                        place.getKey().port(),
                        List.copyOf(place.getValue().values()),
                        Labels.NONE,
                        heeded(pod, place.getValue()))),
            skipped.stream())
        .toList();
  }

  private static String service(Pod pod) throws NotATarget {
    for (String key : SERVICE) {
      Optional<String> said = ServiceNames.annotated(pod, key);
      if (said.isPresent()) {
        return said.get();
      }
    }
    return SERVICE_LABELS.stream()
        .filter(pod.labels()::containsKey)
        .map(pod.labels()::get)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseGet(() -> Workload.nameOf(pod));
  }

  private static Handler handler(ReachablePod asking, Word word) throws NotATarget {
    String key = word.key(Part.PATH);
    String usual = word.type.pathBelow(PathPrefix.GO_DEFAULT);
    String path = PathPrefix.checked(key, asking.pod().annotations().getOrDefault(key, usual));
    return asking.handlers().of(word.typeAt(path), path);
  }

  private static Place place(ReachablePod asking, Word word) throws NotATarget {
    Pod pod = asking.pod();
    Scheme scheme = Scheme.of(pod, word.key(Part.SCHEME));
    Optional<String> container = container(pod, word);
    DeclaredPorts declared =
        container.map(name -> DeclaredPorts.of(pod, name)).orElseGet(() -> DeclaredPorts.of(pod));
    PortChoice port =
        port(pod, word, declared, scheme).within(asking.rules().reach(), word.key(Part.PORT));
    return new Place(scheme, container.isPresent() ? port.of(container.get()) : port);
  }

  private static Optional<String> container(Pod pod, Word word) throws NotATarget {
    String key = word.key(Part.CONTAINER);
    String said = pod.annotations().get(key);
    List<String> names = pod.containers().stream().map(Pod.Container::name).toList();
    if (said != null && !names.contains(said)) {
      throw NotATarget.wrong(
          key, said, "a container of the pod: " + Untrusted.shown(String.join(", ", names)));
    }
    return Optional.ofNullable(said);
  }

  /** A number wins over a name. */
  private static PortChoice port(Pod pod, Word word, DeclaredPorts declared, Scheme scheme)
      throws NotATarget {
    String key = word.key(Part.PORT);
    String said = pod.annotations().get(key);
    if (said != null) {
      return PortChoice.number(said, declared)
          .orElseThrow(() -> NotATarget.wrong(key, said, PortChoice.NUMBER_WORDS));
    }
    String nameKey = word.key(Part.PORT_NAME);
    String name = pod.annotations().get(nameKey);
    return name == null
        ? OnlyPort.of(declared, scheme, key)
        : PortChoice.named(nameKey, name, declared);
  }

  private static List<String> heeded(Pod pod, Map<Word, Handler> words) {
    return Stream.concat(
            words.keySet().stream().flatMap(word -> Arrays.stream(Part.values()).map(word::key)),
            SERVICE.stream().filter(pod.annotations()::containsKey).limit(1))
        .filter(pod.annotations()::containsKey)
        .toList();
  }

  private static Stream<String> unknown(Pod pod) {
    List<String> known =
        Stream.concat(
                SERVICE.stream(),
                Arrays.stream(Word.values())
                    .flatMap(word -> Arrays.stream(Part.values()).map(word::key)))
            .toList();
    return keys(pod)
        .filter(key -> !known.contains(key))
        .map(key ->
            "%s is not known, and is not heeded: known types are %s"
                .formatted(Untrusted.shown(key), words()));
  }

  private static String words() {
    return Arrays.stream(Word.values()).map(Word::word).collect(Collectors.joining(", "));
  }

  private static Stream<String> keys(Pod pod) {
    return pod.annotations().keySet().stream().filter(key -> key.startsWith(PREFIX)).sorted();
  }
}
