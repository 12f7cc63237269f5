package io.kprofefe.testing;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Targets as annotations would have made them. */
public final class Targets {

  private Targets() {}

  /** {@code shop/web-0} at this port of 127.0.0.1: 1 s of CPU profile, 1 s of trace. */
  public static Target at(int port, ProfileType... wanted) {
    return at("web-0", new InetSocketAddress(InetAddress.getLoopbackAddress(), port), wanted);
  }

  /** A pod of this name in {@code shop}. */
  public static Target at(String pod, InetSocketAddress address, ProfileType... wanted) {
    return at(pod, http(address), wanted);
  }

  public static Target at(String pod, Endpoint endpoint, ProfileType... wanted) {
    return at("shop", pod, endpoint, wanted);
  }

  public static Target at(
      String namespace, String pod, InetSocketAddress address, ProfileType... wanted) {
    return at(namespace, pod, http(address), wanted);
  }

  private static Endpoint http(InetSocketAddress address) {
    return new Endpoint(Scheme.HTTP, address.getAddress(), address.getPort(), "/debug/pprof");
  }

  private static Target at(String namespace, String pod, Endpoint endpoint, ProfileType... wanted) {
    return new Target(
        TargetIdentity.pod(namespace, pod),
        "",
        "web",
        endpoint,
        List.of(wanted),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Labels.of("pod", pod));
  }
}
