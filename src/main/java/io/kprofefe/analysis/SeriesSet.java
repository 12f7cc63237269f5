package io.kprofefe.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The series of one sample type.
 *
 * @param series by service, each one's dearest function first
 * @param leftOut how many more there were than may be
 * @param latest when the last window ends that is over; when none is, the last; empty without
 *     series
 */
public record SeriesSet(
    SeriesMetric metric,
    SampleType sampleType,
    List<Series> series,
    int leftOut,
    Optional<Instant> latest) {

  public SeriesSet {
    series = List.copyOf(series);
  }
}
