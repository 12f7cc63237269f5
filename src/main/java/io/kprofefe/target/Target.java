package io.kprofefe.target;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import java.util.List;

/**
 * One endpoint that serves profiles, and what is wanted of it.
 *
 * @param endpointName the {@code <name>} of {@code profefe.com/<name>.port}; empty for the pod's
 *     default endpoint
 * @param service the name its profiles are filed under
 * @param handlers one for each profile that is wanted, no two of one name
 * @param labels all that goes with its profiles
 * @param annotations of the pod, by their whole names, that made it what it is
 * @param as as whom it is asked
 */
public record Target(
    TargetIdentity identity,
    String endpointName,
    String service,
    Endpoint endpoint,
    List<Handler> handlers,
    Labels labels,
    List<String> annotations,
    AskedAs as)
    implements Discovered {

  public Target {
    handlers = List.copyOf(handlers);
    annotations = List.copyOf(annotations);
  }

  /** What answers at once: taken first, one after the other. */
  public List<Handler> atOnce() {
    return handlers.stream().filter(handler -> !handler.samples()).toList();
  }

  /**
   * What samples for a while, all at the same time: a CPU profile must not show our own scraping,
   * and whoever samples scrapes nothing.
   */
  public List<Handler> sampled() {
    return handlers.stream().filter(handler -> handler.samples() && !isTrace(handler)).toList();
  }

  /** What would show in all others, and is taken last. */
  public List<Handler> traces() {
    return handlers.stream().filter(Target::isTrace).toList();
  }

  /** Whether it is granted our credentials for targets. */
  public boolean granted() {
    return as instanceof AskedAs.Granted;
  }

  /** Whether those are shown to it: over plain HTTP whoever is on the way would see them. */
  public boolean isShownCredentials() {
    return granted() && endpoint.scheme() == Scheme.HTTPS;
  }

  /** {@code namespace/pod}, and {@code :name} for a named endpoint. */
  public String shown() {
    return endpointName.isEmpty() ? identity.toString() : identity + ":" + endpointName;
  }

  private static boolean isTrace(Handler handler) {
    return handler.type() == ProfileType.TRACE;
  }
}
