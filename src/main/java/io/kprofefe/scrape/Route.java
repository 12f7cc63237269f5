package io.kprofefe.scrape;

import io.kprofefe.kubernetes.Forwards;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import java.io.IOException;

/** How targets are reached: where the sockets of a visit come from, each to be connected once. */
public abstract sealed class Route {

  /** To the target's own address, by this machine. */
  public static Route direct() {
    return new Direct();
  }

  /** Through the API server, to the target's port on the pod's loopback. */
  public static Route portForward(Forwards forwards) {
    return new PortForward(forwards);
  }

  abstract CountedSocket socketTo(Target target) throws IOException;

  private static final class Direct extends Route {

    @Override
    CountedSocket socketTo(Target target) {
      return new CountedSocket();
    }
  }

  private static final class PortForward extends Route {

    private final Forwards forwards;

    PortForward(Forwards forwards) {
      this.forwards = forwards;
    }

    @Override
    CountedSocket socketTo(Target target) throws IOException {
      TargetIdentity pod = target.identity();
      return new CountedSocket(
          new ForwardedSocket(forwards.to(pod.namespace(), pod.name(), target.endpoint().port())));
    }
  }
}
