package io.kprofefe.cli;

import io.kprofefe.analysis.FlameGraph;
import io.kprofefe.cli.option.AnalysisOptions;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.NewFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code kprofefe flame}: many profiles as one flame graph, in a page of its own. */
final class Flame implements Command {

  /** In place of a service: files are drawn as one, as {@code go tool pprof} takes them. */
  private static final String ALL = "all";

  @Override
  public String name() {
    return "flame";
  }

  @Override
  public String summary() {
    return "Draws all profiles of a store, or files, as one flame graph: an HTML page";
  }

  @Override
  public String words() {
    return "[FILE…]";
  }

  @Override
  public List<OptionGroup> groups() {
    return Stream.concat(Reading.GROUPS.stream(), Stream.of(AnalysisOptions.FLAME)).toList();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe flame --dir profiles --all-services",
        "kprofefe flame --profefe-url http://profefe:10100 --service web --out web.html",
        "kprofefe flame --dir profiles --service web --out - > web.html",
        "kprofefe flame cpu.pb.gz");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, CommandFailure, IOException {
    Optional<Path> out = AnalysisOptions.out(arguments);
    if (out.isEmpty() && console.outIsTerminal()) {
      throw new UsageException(
          "--out - would write the page to the terminal: redirect standard output, or give a file");
    }
    Reading reading = Reading.of(arguments);
    boolean byService = AnalysisOptions.allServices(arguments);
    var flames = new FlameGraph(Optional.empty(), AnalysisOptions.LIMITS);
    if (reading.forEach((from, profile) -> flames.add(byService ? from : ALL, profile)) == 0) {
      console.screen().say(reading.notFound());
      return ExitCode.OK.code();
    }
    if (out.isPresent()) {
      Path page = NewFile.write(out.get(), stream -> flames.writeHtml(reading.title(), stream));
      console.out().println(page);
    } else {
      flames.writeHtml(reading.title(), console.out());
    }
    return ExitCode.OK.code();
  }
}
