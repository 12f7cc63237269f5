package io.kprofefe.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.util.List;
import java.util.stream.IntStream;

/** Gauges of one run, under exactly the names declared. */
final class Gauges {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /**
   * @param labels their values, in the order of the metric's labels
   */
  void set(RunMetric metric, double value, String... labels) {
    List<Tag> tags =
        IntStream.range(0, labels.length)
            .mapToObj(at -> Tag.of(metric.labels().get(at), labels[at]))
            .toList();
    Gauge.builder(metric.metricName(), () -> value)
        .description(metric.help())
        .tags(tags)
        .register(registry);
  }

  /**
   * The constant 1 with these labels. Micrometer takes {@code _info} off a gauge's name; only the
   * Prometheus client's own type may carry it.
   */
  void info(RunMetric metric, String... labels) {
    Info.builder()
        .name(metric.metricName())
        .help(metric.help())
        .labelNames(metric.labels().toArray(String[]::new))
        .register(registry.getPrometheusRegistry())
        .setLabelValues(labels);
  }

  /** In Prometheus' text format, sorted by name. */
  String text() {
    return registry.scrape();
  }
}
