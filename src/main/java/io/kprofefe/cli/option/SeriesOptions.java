package io.kprofefe.cli.option;

import io.kprofefe.analysis.FunctionSeries.Bounds;
import io.kprofefe.analysis.NameFilter;
import io.kprofefe.analysis.SeriesMetric;
import io.kprofefe.analysis.TopView;
import io.kprofefe.analysis.Windows;
import io.kprofefe.cli.option.MetricsOptions.Destinations;
import io.kprofefe.cli.option.ReadOptions.Wanted;
import io.kprofefe.profile.Label;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which series there are, and where they go. */
public final class SeriesOptions {

  /** Prometheus draws no more points of a series. */
  private static final int MOST_WINDOWS = 11_000;

  private static final Path STANDARD_OUTPUT = Path.of("-");

  static final Option<Duration> WINDOW =
      Option.of(
          "--window",
          "DURATION",
          Durations.between("1m", "31d")
              .filter(
                  window -> window.toNanosPart() == 0,
                  "a duration from 1m to 31d in whole seconds, such as 5m or 1h"),
          "1h",
          "one value for each; it is of the time before it, and bears the window's end");

  static final Option<Integer> TOP =
      Option.of(
          "--top",
          "N",
          Allowed.wholeNumber(1, 1000),
          "10",
          "of each service, the functions that cost the most themselves over all windows");

  static final Option<Integer> MAX_SERIES =
      Option.of(
          "--max-series",
          "N",
          Allowed.wholeNumber(1, 1_000_000),
          "1000",
          "of all services together; those that cost the most are kept, and it is said how many are"
              + " not");

  static final Option<Optional<Path>> OUT =
      Option.optional(
          "--out",
          "FILE",
          Allowed.path("the path of a file, such as series.txt, or - for standard output"),
          "the OpenMetrics text to write; a file that is there stays, and the text gets a numbered"
              + " name; else standard output, unless it is pushed");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Series",
          List.of(
              WINDOW,
              TOP,
              MAX_SERIES,
              AnalysisOptions.SAMPLE_TYPE,
              AnalysisOptions.FOCUS,
              AnalysisOptions.IGNORE,
              OUT));

  private SeriesOptions() {}

  /** The windows of the time that is asked for. */
  public static Windows windows(Arguments arguments, Wanted wanted) throws UsageException {
    Duration window = arguments.get(WINDOW);
    Duration asked = Duration.between(wanted.from(), wanted.to());
    if (asked.dividedBy(window) > MOST_WINDOWS) {
      throw new UsageException(
          "%s %s: that is more than %d windows from %s to %s: take longer ones, or less time"
              .formatted(
                  WINDOW.name(),
                  Durations.shown(window),
                  MOST_WINDOWS,
                  wanted.from(),
                  wanted.to()));
    }
    return new Windows(window, wanted.to());
  }

  public static Bounds bounds(Arguments arguments) throws UsageException {
    return new Bounds(arguments.get(TOP), arguments.get(MAX_SERIES));
  }

  public static TopView view(Arguments arguments) throws UsageException {
    return new TopView(
        arguments.get(AnalysisOptions.SAMPLE_TYPE),
        new NameFilter(arguments.get(AnalysisOptions.FOCUS), arguments.get(AnalysisOptions.IGNORE)),
        false);
  }

  /** The Pushgateway, if one is named. Its group's labels would replace the series' own. */
  public static Destinations pushed(Arguments arguments) throws UsageException {
    Destinations destinations = MetricsOptions.readPushed(arguments);
    for (Label part : destinations.grouping()) {
      if (Arrays.stream(SeriesMetric.values())
          .anyMatch(metric -> metric.labels().contains(part.key()))) {
        throw new UsageException(
            "%s: %s is a label of the series themselves: take another name"
                .formatted(MetricsOptions.GROUPING.name(), part.key()));
      }
    }
    return destinations;
  }

  /** The file; empty for standard output, if anything is to be written. */
  public static Optional<Path> out(Arguments arguments) throws UsageException {
    return arguments.get(OUT).filter(file -> !file.equals(STANDARD_OUTPUT));
  }

  /** Whether the text is written, and not only pushed. */
  public static boolean isWritten(Arguments arguments, Destinations destinations)
      throws UsageException {
    return arguments.get(OUT).isPresent() || destinations.pushgateway().isEmpty();
  }
}
