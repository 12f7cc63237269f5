package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** kprofefe's own annotations, {@code profefe.com/…}. */
final class ProfefeAnnotations implements Family {

  private static final String GO_PORT = "6060";

  private static final List<String> ENABLING =
      List.of(Annotation.ENABLE.key(), Annotation.ENABLE_ALIAS);

  @Override
  public String word() {
    return "profefe";
  }

  @Override
  public boolean isSpokenBy(Pod pod) {
    return ENABLING.stream().anyMatch(pod.annotations()::containsKey);
  }

  @Override
  public boolean asksForIt(Pod pod) throws NotATarget {
    if (ENABLING.stream().map(pod.annotations()::get).anyMatch("true"::equals)) {
      return true;
    }
    for (String key : ENABLING) {
      YesOrNo.of(pod, key);
    }
    return false;
  }

  /** One wrong endpoint does not cost the pod's others; remarks stand beside them. */
  @Override
  public List<Discovered> targets(ReachablePod pod) {
    EndpointNames names = EndpointNames.of(pod.pod());
    var discovered = new ArrayList<Discovered>();
    for (String endpoint : names.endpoints()) {
      discovered.add(target(pod, endpoint));
    }
    names.remarks().stream()
        .map(remark -> new Skipped(pod.pod().identity(), remark))
        .forEach(discovered::add);
    return discovered;
  }

  private static Discovered target(ReachablePod pod, String endpoint) {
    try {
      return read(pod, endpoint);
    } catch (NotATarget e) {
      return new Skipped(pod.pod().identity(), e.reason());
    }
  }

  private static Target read(ReachablePod asking, String endpoint) throws NotATarget {
    Pod pod = asking.pod();
    String portKey = Annotation.PORT.key(endpoint);
    String port = pod.annotations().getOrDefault(portKey, GO_PORT);
    return asking.target(
        endpoint,
        asking.service(service(pod, endpoint), Annotation.SERVICE.key(endpoint)),
        Scheme.of(pod, Annotation.SCHEME.key(endpoint)),
        PortChoice.numberOrName(pod, portKey, port).within(asking.rules().reach(), portKey),
        new WantedProfiles(asking.handlers(), asking.rules().profiles())
            .of(pod, Annotation.PROFILES.key(endpoint), PathPrefix.of(pod, endpoint)),
        Labels.NONE,
        heeded(pod, endpoint));
  }

  /** A further endpoint is called after the pod's own service, and itself. */
  private static String service(Pod pod, String endpoint) throws NotATarget {
    Optional<String> said = ServiceNames.annotated(pod, Annotation.SERVICE.key(endpoint));
    if (said.isPresent()) {
      return said.get();
    }
    return endpoint.equals(EndpointNames.DEFAULT)
        ? Workload.nameOf(pod)
        : service(pod, EndpointNames.DEFAULT) + "-" + endpoint;
  }

  private static List<String> heeded(Pod pod, String endpoint) {
    return Stream.concat(
            Stream.of(Annotation.ENABLE_ALIAS),
            Arrays.stream(Annotation.values())
                .map(one -> one.isOfEndpoint() ? one.key(endpoint) : one.key()))
        .filter(pod.annotations()::containsKey)
        .toList();
  }
}
