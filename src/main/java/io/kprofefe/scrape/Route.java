package io.kprofefe.scrape;

import io.kprofefe.kubernetes.Forwards;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import java.io.IOException;
import java.util.Optional;

/** How targets are reached: where the sockets of a visit come from, each to be connected once. */
public final class Route {

  private final Optional<Forwards> forwards;

  private Route(Optional<Forwards> forwards) {
    this.forwards = forwards;
  }

  /** By this machine alone. */
  public static Route direct() {
    return new Route(Optional.empty());
  }

  /** As each target says: by this machine, or by these ways through the API server. */
  public static Route directOrThrough(Forwards forwards) {
    return new Route(Optional.of(forwards));
  }

  CountedSocket socketTo(Target target) throws IOException {
    return switch (target.endpoint().via()) {
      case DIRECT, API_SERVER -> new CountedSocket();
      case PORT_FORWARD -> forwardTo(target);
    };
  }

  private CountedSocket forwardTo(Target target) throws IOException {
    TargetIdentity pod = target.identity();
    Forwards ways =
        forwards.orElseThrow(() -> new IOException("there is no way through an API server"));
    return new CountedSocket(
        new ForwardedSocket(ways.to(pod.namespace(), pod.name(), target.endpoint().port())));
  }
}
