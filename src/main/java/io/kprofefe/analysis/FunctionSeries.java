package io.kprofefe.analysis;

import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the dearest functions of each service cost over time. One profile is in memory at a time,
 * and of one service what its functions cost in each window. Not for several threads.
 */
public final class FunctionSeries {

  private final Windows windows;
  private final Bounds bounds;
  private final Places places = new Places();
  private final FrameReader reader;
  private final Set<String> services = new HashSet<>();
  private final List<Series> series = new ArrayList<>();
  private Optional<String> service = Optional.empty();
  private Optional<ServiceWindows> current = Optional.empty();
  private int leftOut;

  /**
   * How many there may be.
   *
   * @param ofService functions of each service
   * @param all series in all; those that cost the most are kept
   */
  public record Bounds(int ofService, int all) {}

  /**
   * @param limits of each profile
   */
  public FunctionSeries(TopView view, Windows windows, Bounds bounds, PprofLimits limits) {
    this.windows = windows;
    this.bounds = bounds;
    this.reader = new FrameReader(view, places, limits);
  }

  /**
   * Reads a profile, gzipped or not, and adds it: see {@link InputProfile#read} and {@link
   * #add(String, Instant, InputProfile)}.
   *
   * @throws IOException only what the stream itself throws
   */
  public void add(String of, Instant time, InputStream profile)
      throws ProfileFailure, AnalysisException, IOException {
    add(of, time, reader.input(profile));
  }

  /**
   * Adds a profile. Those of a service follow each other, the oldest first. After an exception
   * nothing of it was added.
   *
   * @throws ProfileFailure when a stack of it is over a limit
   * @throws AnalysisException when it does not have the sample type, or does not say how long it
   *     took and its cost is told by the second; and when its service looks like one that was added
   */
  public void add(String of, Instant time, InputProfile profile)
      throws ProfileFailure, AnalysisException {
    FrameReader.Read read = reader.read(profile, FrameReader.Stacks.NONE);
    SeriesMetric metric = SeriesMetric.of(reader.sampleType().orElseThrow());
    if (metric.per() == Per.SECOND && read.duration().isZero()) {
      throw new AnalysisException("it does not say how long it took");
    }
    if (!service.equals(Optional.of(of))) {
      end();
      if (!services.add(Untrusted.shown(of))) {
        throw new AnalysisException("its service cannot be told from another when it is shown");
      }
      service = Optional.of(of);
      current = Optional.of(new ServiceWindows(of, places, windows, metric));
    }
    current.orElseThrow().add(time, read);
  }

  /** All series; empty when no profile was added. Nothing can be added after it. */
  public Optional<SeriesSet> series() {
    end();
    cut();
    Optional<Instant> latest = latest();
    series.sort(Comparator.comparing(Series::service).thenComparing(Series.BY_COST));
    return reader
        .sampleType()
        .map(type -> new SeriesSet(SeriesMetric.of(type), type, series, leftOut, latest));
  }

  private void end() {
    current.ifPresent(ended -> series.addAll(ended.dearest(bounds.ofService())));
    current = Optional.empty();
    service = Optional.empty();
    if (series.size() > 2L * bounds.all()) {
      cut();
    }
  }

  private void cut() {
    series.sort(Series.BY_COST);
    while (series.size() > bounds.all()) {
      series.removeLast();
      leftOut++;
    }
  }

  private Optional<Instant> latest() {
    Comparator<Instant> order = Comparator.naturalOrder();
    return series.stream()
        .flatMap(Series::ends)
        .filter(windows::isOver)
        .max(order)
        .or(() -> series.stream().flatMap(Series::ends).max(order));
  }
}
