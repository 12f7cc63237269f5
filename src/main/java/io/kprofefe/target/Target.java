package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One endpoint that serves profiles, and what is wanted of it.
 *
 * @param endpointName the {@code <name>} of {@code profefe.com/<name>.port}; empty for the pod's
 *     default endpoint
 * @param service the name its profiles are filed under
 * @param profiles the types wanted, without duplicates
 * @param cpuTime how long a CPU profile samples; whole seconds
 * @param traceTime how long a trace records; whole seconds
 * @param labels all that goes with its profiles
 */
public record Target(
    TargetIdentity identity,
    String endpointName,
    String service,
    Endpoint endpoint,
    List<ProfileType> profiles,
    Duration cpuTime,
    Duration traceTime,
    Labels labels)
    implements Discovered {

  public Target {
    profiles = List.copyOf(profiles);
  }

  /** How long the target samples for this type before it answers; zero for the instant types. */
  public Duration sampling(ProfileType type) {
    return switch (type) {
      case CPU -> cpuTime;
      case TRACE -> traceTime;
      default -> Duration.ZERO;
    };
  }

  /** The types in the order they are taken: a CPU profile must not show our own scraping. */
  public List<ProfileType> instantTypesThenCpuThenTrace() {
    Stream<ProfileType> instant = profiles.stream().filter(type -> !type.takesSeconds());
    Stream<ProfileType> sampled =
        Stream.of(ProfileType.CPU, ProfileType.TRACE).filter(profiles::contains);
    return Stream.concat(instant, sampled).toList();
  }

  /** {@code namespace/pod}, and {@code :name} for a named endpoint. */
  public String shown() {
    return endpointName.isEmpty() ? identity.toString() : identity + ":" + endpointName;
  }
}
