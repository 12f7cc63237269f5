package io.kprofefe.cli;

import io.kprofefe.analysis.TopFunctions;
import io.kprofefe.cli.option.AnalysisOptions;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.print.Printer;
import io.kprofefe.run.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** {@code kprofefe top}: the functions that cost the most, over many profiles. */
final class Top implements Command {

  @Override
  public String name() {
    return "top";
  }

  @Override
  public String summary() {
    return "Shows the functions that cost the most, over all profiles of a store, or over files";
  }

  @Override
  public String words() {
    return "[FILE…]";
  }

  @Override
  public List<OptionGroup> groups() {
    return Stream.concat(
            Reading.GROUPS.stream(), Stream.of(AnalysisOptions.TOP, OutputOptions.GROUP))
        .toList();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe top --dir profiles --all-services",
        "kprofefe top --profefe-url http://profefe:10100 --service web --type heap --from 7d",
        "kprofefe top --dir profiles --service web --type heap --sample-type alloc_space --lines",
        "kprofefe top --focus '^net/http' --ignore json cpu.pb.gz");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, CommandFailure, IOException {
    var printer = new Printer(console.out(), OutputOptions.format(arguments));
    int rows = AnalysisOptions.rows(arguments);
    Reading reading = Reading.of(arguments);
    var functions = new TopFunctions(AnalysisOptions.view(arguments), AnalysisOptions.LIMITS);
    if (reading.forEach(functions::add) == 0) {
      console.screen().say(reading.notFound());
    }
    printer.print(functions, rows, AnalysisOptions.allServices(arguments));
    return ExitCode.OK.code();
  }
}
