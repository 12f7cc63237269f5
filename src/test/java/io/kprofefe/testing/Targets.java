package io.kprofefe.testing;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.AskedAs;
import io.kprofefe.target.Endpoint;
import io.kprofefe.target.Handler;
import io.kprofefe.target.Scheme;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import io.kprofefe.target.Via;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

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
    return new Endpoint(
        Scheme.HTTP, address.getAddress(), address.getPort(), Via.DIRECT, "/debug/pprof");
  }

  private static Target at(String namespace, String pod, Endpoint endpoint, ProfileType... wanted) {
    return new Target(
        TargetIdentity.pod(namespace, pod),
        "",
        "web",
        endpoint,
        Stream.of(wanted).map(type -> handler(type, endpoint.path())).toList(),
        Labels.of("pod", pod),
        List.of(),
        AskedAs.GRANTED);
  }

  /** As Go serves it: 1 s of CPU profile, 1 s of trace. */
  public static Handler handler(ProfileType type) {
    return handler(type, "/debug/pprof");
  }

  /** The difference that one second makes. */
  public static Handler difference(ProfileType type) {
    return new Handler(type, type.pathBelow("/debug/pprof"), Duration.ofSeconds(1));
  }

  /** The same target, asked for other things. */
  public static Target asked(Target target, Handler... handlers) {
    return new Target(
        target.identity(),
        target.endpointName(),
        target.service(),
        target.endpoint(),
        List.of(handlers),
        target.labels(),
        target.annotations(),
        target.as());
  }

  /** The same, below this path. */
  public static Handler handler(ProfileType type, String prefix) {
    return new Handler(
        type, type.pathBelow(prefix), type.takesSeconds() ? Duration.ofSeconds(1) : Duration.ZERO);
  }
}
