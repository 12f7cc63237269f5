package io.kprofefe.cli.option;

import io.kprofefe.target.GivenEndpoint;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Via;
import java.util.List;
import java.util.Optional;

/** How pods are reached, and where in them those are that do not say. */
public final class RouteOptions {

  static final Option<Via> VIA = via(Via.DIRECT);

  static final Option<Via> CAPTURE_VIA = via(Via.PORT_FORWARD);

  static final Option<Boolean> ALLOW_PORT_FORWARD =
      Option.flag(
          "--allow-port-forward",
          "pods may ask to be reached so, with profefe.com/via: port-forward");

  static final Option<Optional<Integer>> PORT =
      Option.optional(
          "--port",
          "PORT",
          Allowed.wholeNumber(1, 65_535),
          "where pods serve pprof that are not annotated; without it those are left out");

  static final Option<Optional<String>> PATH =
      Option.optional(
          "--path",
          "PATH",
          Allowed.text("a path").filter(GivenEndpoint::isPath, GivenEndpoint.ALLOWED_PATH),
          "prefix of their pprof handlers; else /debug/pprof");

  /** Of who goes to the annotated pods alone. */
  public static final OptionGroup GROUP =
      new OptionGroup("How pods are reached", List.of(VIA, ALLOW_PORT_FORWARD));

  /** Of who goes to any. */
  public static final OptionGroup CAPTURE =
      new OptionGroup("How pods are reached", List.of(CAPTURE_VIA, PORT, PATH));

  private RouteOptions() {}

  /** The rules for targets that are reached as the run and its pods say. */
  public static TargetRules rules(Arguments arguments) throws UsageException {
    return ProfileOptions.rules(arguments, arguments.get(VIA), arguments.get(ALLOW_PORT_FORWARD));
  }

  /** The rules for targets of a person: pods that may be dialled, or all by port-forward. */
  public static TargetRules captureRules(Arguments arguments) throws UsageException {
    return ProfileOptions.rules(arguments, arguments.get(CAPTURE_VIA), false);
  }

  /** Where the pods that do not say serve pprof; empty when nobody says. */
  public static Optional<GivenEndpoint> endpoint(Arguments arguments) throws UsageException {
    Optional<Integer> port = arguments.get(PORT);
    Optional<String> path = arguments.get(PATH);
    if (port.isEmpty() && path.isPresent()) {
      throw new UsageException(
          "%s is given without %s: where do these pods serve pprof?"
              .formatted(PATH.name(), PORT.name()));
    }
    return port.map(number -> new GivenEndpoint(number, path));
  }

  private static Option<Via> via(Via byDefault) {
    return Option.of(
        "--via",
        "WAY",
        Allowed.oneOf(Via.TO_PODS, Via::word),
        byDefault.word(),
        "direct, or port-forward: through the API server, to the pod's own loopback");
  }
}
