package io.kprofefe.cli;

import io.kprofefe.cli.Stores.Writing;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.BoundOptions;
import io.kprofefe.cli.option.BoundOptions.Bounds;
import io.kprofefe.cli.option.CaptureOptions;
import io.kprofefe.cli.option.ClusterOptions;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.PodOptions;
import io.kprofefe.cli.option.ProfileOptions;
import io.kprofefe.cli.option.RouteOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.TargetOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.print.OutputFormat;
import io.kprofefe.print.Printer;
import io.kprofefe.print.RunEnding;
import io.kprofefe.run.ExitCode;
import io.kprofefe.run.RunReport;
import io.kprofefe.run.Stop;
import io.kprofefe.target.GivenEndpoint;
import io.kprofefe.target.PodAnnotations;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.TargetRules;
import io.kprofefe.target.Unannotated;
import java.util.List;
import java.util.Optional;

/** {@code kprofefe capture}: profiles of running pods, in the hands of who asks. */
final class Capture implements Command {

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public String summary() {
    return "Takes profiles of running pods, from anywhere, into files or a store";
  }

  @Override
  public String words() {
    return "[POD…] [KIND/NAME…]";
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of(
        PodOptions.BY_HAND,
        RouteOptions.CAPTURE,
        TargetOptions.GROUP,
        ProfileOptions.GROUP,
        CaptureOptions.GROUP,
        StoreOptions.WHERE_TO,
        BoundOptions.CAPTURE,
        ClusterOptions.GROUP,
        OutputOptions.GROUP);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe capture -n shop web-0",
        "kprofefe capture -n shop web-0 --port 6060 --profiles heap,goroutine",
        "kprofefe capture -n shop deployment/web --cpu-seconds 10 --output-dir profiles",
        "kprofefe capture -A -l app=web --profefe-url http://profefe:10100");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, ClusterAccessException {
    Optional<GivenEndpoint> endpoint = RouteOptions.endpoint(arguments);
    TargetRules given = RouteOptions.captureRules(arguments);
    Bounds bounds = BoundOptions.read(arguments, given);
    TargetRules rules = given.sampledWithin(bounds.longestSampling(given));
    OutputFormat format = OutputOptions.format(arguments);
    Writing stores = Stores.toCapture(arguments);
    var shown = TargetOptions.read(arguments);
    var stop = new Stop();
    try (Search search = Search.of(arguments, rules, annotations(arguments, rules, endpoint));
        var _ = OneRun.stoppingBySignals(stop)) {
      RunReport report = new OneRun(search, bounds, shown, stores, stop).report(arguments, console);
      int exitCode = exitCode(report, search);
      new Printer(console.out(), format).printStored(report, exitCode);
      console.out().flush();
      explain(report, search, endpoint, format, console);
      return exitCode;
    }
  }

  private static PodAnnotations annotations(
      Arguments arguments, TargetRules rules, Optional<GivenEndpoint> endpoint)
      throws UsageException {
    PodAnnotations annotated = PodOptions.annotated(arguments, rules);
    return endpoint.isPresent() ? endpoint.get().over(annotated) : annotated;
  }

  /** What went wrong, and what to do about nothing at all. */
  private static void explain(
      RunReport report,
      Search search,
      Optional<GivenEndpoint> endpoint,
      OutputFormat format,
      Console console) {
    if (report.error().isPresent()) {
      console.screen().say("error: " + report.error().get());
    } else if (report.targets().isEmpty() && report.skipped().isEmpty()) {
      console.screen().say(endpoint.isPresent() ? search.nothing() : search.nothingAnnotated());
    }
    boolean anything = !report.targets().isEmpty() || !report.skipped().isEmpty();
    if (anything && format != OutputFormat.WIDE) {
      console.screen().say(RunEnding.of(report));
    }
    if (endpoint.isEmpty() && report.skipped().stream().anyMatch(Capture::isNotAnnotated)) {
      console.screen().say("A pod that is not annotated is captured when --port says where");
    }
  }

  private static boolean isNotAnnotated(Skipped pod) {
    return pod.equals(new Unannotated(pod.identity()).asSkipped());
  }

  /** Whoever names a pod wants all of it; what was listed only may be on its way in or out. */
  private static int exitCode(RunReport report, Search search) {
    return switch (report.exitCode()) {
      case INTERRUPTED, TERMINATED, DENIED -> report.exitCode().code();
      default -> isComplete(report, search) ? ExitCode.OK.code() : CommandFailure.CODE;
    };
  }

  private static boolean isComplete(RunReport report, Search search) {
    boolean allThere = !search.selection().namesAny() || report.podsSkipped() == 0;
    return allThere
        && report.error().isEmpty()
        && !report.targets().isEmpty()
        && report.ends().stream().noneMatch(end -> end.outcome().isFailure());
  }
}
