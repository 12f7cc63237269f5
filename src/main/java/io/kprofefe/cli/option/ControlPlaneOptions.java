package io.kprofefe.cli.option;

import io.kprofefe.target.Component;
import io.kprofefe.target.ControlPlane;
import io.kprofefe.target.TargetRules;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which of the cluster's own programs are meant, and whom they may turn out to be. */
public final class ControlPlaneOptions {

  static final Option<List<Component>> CONTROL_PLANE =
      Option.list(
          "--control-plane",
          "PROGRAM,…",
          Allowed.oneOf(Arrays.asList(Component.values()), Component::word),
          "the cluster's own programs, asked as the job's own account; pods beside them only where"
              + " it is said which, as by -n, -A or -l");

  static final Option<Boolean> INSECURE =
      Option.flag(
          "--control-plane-insecure-skip-tls-verify",
          "dial controller manager and scheduler whoever signed their certificates, in most"
              + " clusters nobody: the account's token may be stolen");

  public static final OptionGroup GROUP =
      new OptionGroup("The control plane", List.of(CONTROL_PLANE, INSECURE));

  private ControlPlaneOptions() {}

  /**
   * What is asked for.
   *
   * @param unchecked whether controller manager and scheduler are dialled whoever they turn out to
   *     be
   */
  public record Asked(List<Component> components, boolean unchecked) {

    /** In the cluster whose API server is here. */
    public ControlPlane at(URI apiServer, TargetRules rules) {
      return new ControlPlane(components, rules, apiServer, unchecked);
    }
  }

  /** What is asked for; empty when nothing is. */
  public static Optional<Asked> read(Arguments arguments) throws UsageException {
    var asked = new Asked(arguments.get(CONTROL_PLANE), arguments.get(INSECURE));
    if (asked.components().isEmpty() && asked.unchecked()) {
      throw new UsageException(
          "%s is given without %s: there is nobody to dial"
              .formatted(INSECURE.name(), CONTROL_PLANE.name()));
    }
    return Optional.of(asked).filter(one -> !one.components().isEmpty());
  }
}
