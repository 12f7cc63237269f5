package io.kprofefe.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every metric that {@code series} writes, declared once: gauges, each for what a function itself
 * (flat) costs in a window, in Prometheus' base units. What a profile calls its sample type is
 * never a metric's name, for anybody can call it anything.
 */
public enum SeriesMetric {
  PROFILE_FUNCTION_CPU_RATIO(
      "ratio",
      Per.SECOND,
      1e9,
      "CPU time of a function itself in a second of one process, the mean of the window's profiles; 1"
          + " is one core"),
  PROFILE_FUNCTION_HEAP_INUSE_BYTES(
      "bytes",
      Per.PROFILE,
      1,
      "Heap in use that a function itself allocated, the mean of the window's profiles"),
  PROFILE_FUNCTION_HEAP_INUSE_OBJECTS(
      "objects",
      Per.PROFILE,
      1,
      "Objects in use that a function itself allocated, the mean of the window's profiles"),
  PROFILE_FUNCTION_GOROUTINES(
      "goroutines",
      Per.PROFILE,
      1,
      "Goroutines that stand in a function itself, the mean of the window's profiles"),
  PROFILE_FUNCTION_SHARE_RATIO(
      "ratio",
      Per.TOTAL,
      1,
      "Of any other sample type, the part that is a function's own of the whole in the window's"
          + " profiles",
      "sample_type");

  /** What every series is told apart by. */
  private static final List<String> LABELS = List.of("service", "function");

  private final String unit;
  private final Per per;
  private final double parts;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> further;

  SeriesMetric(String unit, Per per, double parts, String help, String... further) {
    this.unit = unit;
    this.per = per;
    this.parts = parts;
    this.help = help;
    this.further = List.of(further);
  }

  /** The one that a sample type is shown as. */
  static SeriesMetric of(SampleType type) {
    return switch (type.toString()) {
      case "cpu/nanoseconds" -> PROFILE_FUNCTION_CPU_RATIO;
      case "inuse_space/bytes" -> PROFILE_FUNCTION_HEAP_INUSE_BYTES;
      case "inuse_objects/count" -> PROFILE_FUNCTION_HEAP_INUSE_OBJECTS;
      case "goroutine/count" -> PROFILE_FUNCTION_GOROUTINES;
      default -> PROFILE_FUNCTION_SHARE_RATIO;
    };
  }

  /** The name on the wire; it ends in the unit, as OpenMetrics wants it. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String unit() {
    return unit;
  }

  /** One sentence for a reader of the README. */
  public String help() {
    return help;
  }

  /** The names of its labels, in order. */
  public List<String> labels() {
    return Stream.concat(LABELS.stream(), further.stream()).toList();
  }

  /** Whether the sample type is a label, as the name does not tell it. */
  public boolean tellsSampleType() {
    return !further.isEmpty();
  }

  Per per() {
    return per;
  }

  /** How many of the sample type's unit are one of the metric's. */
  double parts() {
    return parts;
  }
}
