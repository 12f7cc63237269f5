package io.kprofefe.target;

import static java.util.stream.Collectors.joining;

import io.kprofefe.profile.ProfileType;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Makes a target of one endpoint that a pod's annotations speak of. */
final class EndpointReader {

  private final TargetRules rules;
  private final ServiceNames services;

  EndpointReader(TargetRules rules) {
    this.rules = rules;
    this.services = new ServiceNames(rules.qualifyServices());
  }

  /**
   * @param address one of the pod's that may be dialled
   * @param endpoint its name, empty for the default one
   */
  Target read(Pod pod, InetAddress address, String endpoint, PodWide wide) throws NotATarget {
    PortChoice port = PortChoice.of(pod, endpoint, rules.declaredPortsOnly());
    return new Target(
        pod.identity(),
        endpoint,
        services.of(pod, endpoint),
        new Endpoint(scheme(pod, endpoint), address, port.number(), PathPrefix.of(pod, endpoint)),
        profiles(pod, endpoint),
        wide.cpuTime(),
        rules.traceTime(),
        rules.labels().of(pod, wide.labels(), port.container()));
  }

  private static Scheme scheme(Pod pod, String endpoint) throws NotATarget {
    String key = Annotation.SCHEME.key(endpoint);
    String said = pod.annotations().getOrDefault(key, Scheme.HTTP.word());
    return Arrays.stream(Scheme.values())
        .filter(scheme -> scheme.word().equals(said))
        .findFirst()
        .orElseThrow(() -> NotATarget.wrong(key, said, "http or https"));
  }

  private List<ProfileType> profiles(Pod pod, String endpoint) throws NotATarget {
    String key = Annotation.PROFILES.key(endpoint);
    Optional<String> said = Optional.ofNullable(pod.annotations().get(key));
    return said.isPresent() ? profiles(key, said.get()) : rules.profiles();
  }

  private static List<ProfileType> profiles(String key, String said) throws NotATarget {
    var types = new LinkedHashSet<ProfileType>();
    for (String word : said.split(",", -1)) {
      types.add(
          ProfileType.of(word.strip())
              .orElseThrow(() -> NotATarget.wrong(key, said, "a comma list of " + all())));
    }
    return List.copyOf(types);
  }

  private static String all() {
    return Arrays.stream(ProfileType.values()).map(ProfileType::word).collect(joining(", "));
  }
}
