package io.kprofefe.print;

import io.kprofefe.analysis.Series;
import io.kprofefe.analysis.SeriesMetric;
import io.kprofefe.analysis.SeriesSet;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Series as Prometheus reads them. Names of services and functions come from outside: they stand in
 * quotes as label values only, on one line, and no longer than a person can read.
 */
public final class SeriesText {

  private static final String END = "# EOF\n";

  private final Optional<SeriesSet> found;

  /**
   * @param found empty when there is no profile to make any of
   */
  public SeriesText(Optional<SeriesSet> found) {
    this.found = found;
  }

  /**
   * OpenMetrics with timestamps: each series in one piece, the oldest value first. What {@code
   * promtool tsdb create-blocks-from openmetrics} takes. Without any series it is one as well.
   */
  public void writeOpenMetrics(Appendable out) throws IOException {
    if (found.isPresent()) {
      write(found.get(), out);
    }
    out.append(END);
  }

  /**
   * The latest window in Prometheus' text format (0.0.4), without timestamps: a Pushgateway refuses
   * those. Empty when there is none.
   */
  public Optional<String> latest() {
    return found.flatMap(set -> set.latest().map(end -> at(end, set)));
  }

  private static void write(SeriesSet set, Appendable out) throws IOException {
    SeriesMetric metric = set.metric();
    out.append("# TYPE %s gauge\n".formatted(metric.metricName()));
    out.append("# UNIT %s %s\n".formatted(metric.metricName(), metric.unit()));
    out.append("# HELP %s %s\n".formatted(metric.metricName(), metric.help()));
    for (Series series : set.series()) {
      String name = name(series, set);
      for (int window = 0; window < series.size(); window++) {
        out.append(name).append(' ').append(Double.toString(series.value(window)));
        out.append(' ').append(seconds(series.end(window))).append('\n');
      }
    }
  }

  private static String at(Instant end, SeriesSet set) {
    SeriesMetric metric = set.metric();
    var text = new StringBuilder();
    text.append("# HELP %s %s\n".formatted(metric.metricName(), metric.help()));
    text.append("# TYPE %s gauge\n".formatted(metric.metricName()));
    for (Series series : set.series()) {
      series
          .valueAt(end)
          .ifPresent(value -> text.append("%s %s\n".formatted(name(series, set), value)));
    }
    return text.toString();
  }

  private static String name(Series series, SeriesSet set) {
    String further =
        set.metric().tellsSampleType()
            ? ",sample_type=\"" + escaped(set.sampleType().toString()) + "\""
            : "";
    return "%s{service=\"%s\",function=\"%s\"%s}"
        .formatted(
            set.metric().metricName(),
            escaped(series.service()),
            escaped(series.function()),
            further);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** In whole seconds, or to the millisecond, which is all that Prometheus keeps. */
  private static String seconds(Instant time) {
    long millis = time.toEpochMilli();
    return millis % 1000 == 0
        ? Long.toString(millis / 1000)
        : "%d.%03d".formatted(millis / 1000, millis % 1000);
  }
}
