package io.kprofefe.analysis;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What one function of one service costs in each window that the service has profiles in. */
public final class Series {

  /** The dearest over all windows first. */
  static final Comparator<Series> BY_COST =
      Comparator.comparingDouble(Series::sum)
          .reversed()
          .thenComparing(Series::service)
          .thenComparing(Series::function);

  private final String service;
  private final String function;
  private final List<Instant> ends;
  private final double[] values;

  /**
   * @param ends of the windows, ascending; one list for all series of a service
   * @param values one for each
   */
  Series(String service, String function, List<Instant> ends, double[] values) {
    this.service = service;
    this.function = function;
    this.ends = ends;
    this.values = values.clone();
  }

  /** On one line and at most 256 characters; as all that follows it is safe to show. */
  public String service() {
    return service;
  }

  public String function() {
    return function;
  }

  /** In how many windows there is something to say. */
  public int size() {
    return values.length;
  }

  /** When a window ends that its value is of. */
  public Instant end(int window) {
    return ends.get(window);
  }

  public double value(int window) {
    return values[window];
  }

  Stream<Instant> ends() {
    return ends.stream();
  }

  /** The value of the window that ends then. */
  public OptionalDouble valueAt(Instant end) {
    int window = ends.indexOf(end);
    return window < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[window]);
  }

  private double sum() {
    return Arrays.stream(values).sum();
  }
}
