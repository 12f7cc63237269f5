package io.kprofefe.cli;

import io.kprofefe.cli.Stores.Writing;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.BoundOptions;
import io.kprofefe.cli.option.BoundOptions.Bounds;
import io.kprofefe.cli.option.ClusterOptions;
import io.kprofefe.cli.option.CollectOptions;
import io.kprofefe.cli.option.ControlPlaneOptions;
import io.kprofefe.cli.option.MetricsOptions;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.PodOptions;
import io.kprofefe.cli.option.ProfileOptions;
import io.kprofefe.cli.option.RouteOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.TargetOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.print.Printer;
import io.kprofefe.run.ExitCode;
import io.kprofefe.run.RunReport;
import io.kprofefe.run.Stop;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.TargetRules;
import java.util.List;

/** {@code kprofefe collect}: the job. One run, then exit. */
final class Collect implements Command {

  @Override
  public String name() {
    return "collect";
  }

  @Override
  public String summary() {
    return "Takes the profiles of all annotated pods at once, stores them, and exits";
  }

  @Override
  public String words() {
    return "[POD…]";
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of(
        PodOptions.GROUP,
        RouteOptions.GROUP,
        TargetOptions.GROUP,
        ControlPlaneOptions.GROUP,
        ProfileOptions.GROUP,
        StoreOptions.WHERE_TO,
        BoundOptions.GROUP,
        MetricsOptions.GROUP,
        ClusterOptions.GROUP,
        OutputOptions.GROUP,
        CollectOptions.GROUP);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe collect -n shop --dir profiles",
        "kprofefe collect -A --profefe-url http://profefe:10100 --cpu-seconds 10",
        "kprofefe collect -n shop -l app=web --dry-run");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, ClusterAccessException, ListingException {
    TargetRules given = RouteOptions.rules(arguments);
    Bounds bounds = BoundOptions.read(arguments, given);
    TargetRules rules = given.sampledWithin(bounds.longestSampling(given));
    var figures = new Figures(MetricsOptions.read(arguments));
    var printer = new Printer(console.out(), OutputOptions.format(arguments));
    if (CollectOptions.dryRun(arguments)) {
      return show(arguments, rules, printer, console);
    }
    Writing stores =
        Stores.toWrite(StoreOptions.places(arguments), BoundOptions.delivering(arguments));
    var shown = TargetOptions.read(arguments);
    var stop = new Stop();
    try (Search search = Search.of(arguments, rules);
        // Until all is said: a signal that comes after the run's end must not cost its report.
        var _ = OneRun.stoppingBySignals(stop)) {
      RunReport report = new OneRun(search, bounds, shown, stores, stop).report(arguments, console);
      figures.send(report, stores.sinks().stream().map(ProfileSink::name).toList());
      printer.print(report, search.selection().shard());
      console.out().flush();
      explain(report, search, console);
      return report.exitCode().code();
    }
  }

  /** What would be done; the stores may be named or not. */
  private static int show(Arguments arguments, TargetRules rules, Printer printer, Console console)
      throws UsageException, ClusterAccessException, ListingException {
    StoreOptions.placesIfAny(arguments);
    TargetOptions.readWithoutFiles(arguments);
    try (Search search = Search.of(arguments, rules)) {
      List<Discovered> pods = search.annotatedPods();
      printer.print(pods);
      if (pods.isEmpty()) {
        console.screen().say(search.nothingAnnotated());
      }
    }
    return ExitCode.OK.code();
  }

  /** Why the exit code is what it is, and what to do about an empty run: mostly a mistake. */
  private static void explain(RunReport report, Search search, Console console) {
    ExitCode code = report.exitCode();
    if (report.error().isPresent()) {
      console.screen().say("error: " + report.error().get());
    } else if (code != ExitCode.OK) {
      console.screen().say("exit code " + code.code() + ": " + code.meaning());
    } else if (foundNothing(report)) {
      console.screen().say(search.nothingAnnotated());
    }
  }

  private static boolean foundNothing(RunReport report) {
    return report.targets().isEmpty()
        && report.skipped().isEmpty()
        && report.notSampled().isEmpty();
  }
}
