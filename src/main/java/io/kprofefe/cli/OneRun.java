package io.kprofefe.cli;

import io.kprofefe.cli.Stores.Writing;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.BoundOptions.Bounds;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.print.GrantedInVain;
import io.kprofefe.print.ProgressBar;
import io.kprofefe.print.ProgressLog;
import io.kprofefe.run.CollectionRun;
import io.kprofefe.run.ExitCode;
import io.kprofefe.run.Progress;
import io.kprofefe.run.RunReport;
import io.kprofefe.run.Stop;
import io.kprofefe.scrape.Route;
import io.kprofefe.scrape.Scraper;
import io.kprofefe.scrape.TargetCredentials;
import java.time.InstantSource;
import java.util.Optional;

/** A run over the pods of a search, as far as the commands that make one have it in common. */
record OneRun(
    Search search, Bounds bounds, Optional<TargetCredentials> shown, Writing stores, Stop stop) {

  /** The first signal ends the run in order, as long as this is open. */
  static Signals stoppingBySignals(Stop stop) {
    return new Signals(signal ->
        stop.request(signal == ExitCode.INTERRUPTED ? Stop.Cause.SIGINT : Stop.Cause.SIGTERM));
  }

  /** Runs to its end, which may be an early one, with a progress bar. */
  RunReport report(Arguments arguments, Console console) throws UsageException {
    var clock = InstantSource.system();
    Route route = Route.directOrThrough(search.cluster().forwards());
    try (var scraper = new Scraper(bounds.scrape(), route, shown, search.login());
        var bar = new ProgressBar(console.screen(), clock)) {
      Progress progress = OutputOptions.verbose(arguments) ? new ProgressLog() : bar;
      RunReport report =
          new CollectionRun(
                  search.targets(),
                  scraper,
                  stores.sinks(),
                  stores.spools(),
                  bounds.run(),
                  progress,
                  stop,
                  clock)
              .run();
      GrantedInVain.warning(report).ifPresent(console.screen()::say);
      return report;
    }
  }
}
