package io.kprofefe.cli;

import io.kprofefe.analysis.FunctionSeries;
import io.kprofefe.analysis.SeriesSet;
import io.kprofefe.cli.option.AnalysisOptions;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.MetricsOptions;
import io.kprofefe.cli.option.MetricsOptions.Destinations;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.ReadOptions;
import io.kprofefe.cli.option.ReadOptions.Wanted;
import io.kprofefe.cli.option.SeriesOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.metrics.MetricsException;
import io.kprofefe.metrics.Pushgateway;
import io.kprofefe.print.SeriesText;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.NewFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code kprofefe series}: the dearest functions of each service over time, for Prometheus. */
final class Series implements Command {

  /**
   * Where the series go.
   *
   * @param written whether the text is, to the file or else to standard output
   */
  private record Ways(boolean written, Optional<Path> out, Optional<Pushgateway> pushgateway) {}

  @Override
  public String name() {
    return "series";
  }

  @Override
  public String summary() {
    return "Writes what the dearest functions of each service cost over time, as OpenMetrics";
  }

  @Override
  public List<OptionGroup> groups() {
    return Stream.concat(
            Reading.GROUPS.stream(), Stream.of(SeriesOptions.GROUP, MetricsOptions.PUSHED))
        .toList();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe series --dir profiles --all-services --from 7d --out series.txt",
        "kprofefe series --profefe-url http://profefe:10100 --service web --window 5m > series.txt",
        "kprofefe series --dir profiles --service web --type heap --top 20");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, CommandFailure, IOException {
    Wanted wanted = ReadOptions.read(arguments);
    FunctionSeries series = series(arguments, wanted);
    Ways ways = ways(arguments);
    StoreOptions.Places place = StoreOptions.onePlace(arguments);
    var reading = new Reading.OfStore(Stores.toRead(place), place.shown(), wanted);
    reading.forEachStored(
        (stored, profile) -> series.add(stored.service(), stored.createdAt(), profile));
    Optional<SeriesSet> found = series.series();
    told(found, reading).ifPresent(console.screen()::say);
    send(new SeriesText(found), ways, console);
    return ExitCode.OK.code();
  }

  private static FunctionSeries series(Arguments arguments, Wanted wanted) throws UsageException {
    return new FunctionSeries(
        SeriesOptions.view(arguments),
        SeriesOptions.windows(arguments, wanted),
        SeriesOptions.bounds(arguments),
        AnalysisOptions.LIMITS);
  }

  private static Ways ways(Arguments arguments) throws UsageException {
    Destinations pushed = SeriesOptions.pushed(arguments);
    return new Ways(
        SeriesOptions.isWritten(arguments, pushed),
        SeriesOptions.out(arguments),
        Figures.pushgateway(pushed));
  }

  /** What there is to say when not all is there that was asked for. */
  private static Optional<String> told(Optional<SeriesSet> found, Reading reading) {
    if (found.isEmpty()) {
      return Optional.of(reading.notFound());
    }
    return found
        .filter(set -> set.leftOut() > 0)
        .map(set ->
            "%d series left out, those that cost the least: --max-series allows %d"
                .formatted(set.leftOut(), set.series().size()));
  }

  private static void send(SeriesText text, Ways ways, Console console)
      throws CommandFailure, IOException {
    if (ways.out().isPresent()) {
      console.out().println(Untrusted.whole(write(text, ways.out().get()).toString()));
    } else if (ways.written()) {
      text.writeOpenMetrics(console.out());
    }
    if (ways.pushgateway().isPresent()) {
      push(text, ways.pushgateway().get());
    }
  }

  private static Path write(SeriesText text, Path file) throws IOException {
    return NewFile.write(
        file,
        stream -> {
          Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
          text.writeOpenMetrics(writer);
          writer.flush();
        });
  }

  private static void push(SeriesText text, Pushgateway pushgateway) throws CommandFailure {
    Optional<String> latest = text.latest();
    if (latest.isEmpty()) {
      return;
    }
    try {
      pushgateway.push(latest.get());
    } catch (MetricsException failure) {
      throw new CommandFailure("the series are not pushed: " + failure.getMessage(), failure);
    }
  }
}
