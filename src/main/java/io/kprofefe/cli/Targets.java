package io.kprofefe.cli;

import io.kprofefe.cli.Search.Listed;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.ClusterOptions;
import io.kprofefe.cli.option.ControlPlaneOptions;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.PodOptions;
import io.kprofefe.cli.option.ProfileOptions;
import io.kprofefe.cli.option.RouteOptions;
import io.kprofefe.cli.option.TargetOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.print.Printer;
import io.kprofefe.run.ExitCode;
import java.util.List;

/** {@code kprofefe targets}: every pod, and what the collector makes of it. */
final class Targets implements Command {

  @Override
  public String name() {
    return "targets";
  }

  @Override
  public String summary() {
    return "Shows the pods as the collector sees them: what it takes of each, or why nothing";
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
        ClusterOptions.GROUP,
        OutputOptions.GROUP);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe targets -n shop",
        "kprofefe targets -A -o wide",
        "kprofefe targets -n shop --pods-per-service 10%",
        "kprofefe targets -n shop web-0 -o json");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, ClusterAccessException, ListingException {
    var printer = new Printer(console.out(), OutputOptions.format(arguments));
    TargetOptions.readWithoutFiles(arguments);
    try (Search search = Search.of(arguments, RouteOptions.rules(arguments))) {
      Listed listed = search.everyPod();
      printer.print(listed.pods());
      if (listed.pods().isEmpty()) {
        console.screen().say(search.nothing());
      }
      return listed.complete() ? ExitCode.OK.code() : CommandFailure.CODE;
    }
  }
}
