package io.kprofefe.cli.option;

import io.kprofefe.profile.Label;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the run's own figures go. */
public final class MetricsOptions {

  private static final Pattern LABEL_NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  static final Option<Optional<URI>> PUSHGATEWAY_URL =
      Option.optional(
          "--pushgateway-url",
          "URL",
          Urls.base("http://pushgateway:9091"),
          "push the run's figures there, e.g. http://pushgateway:9091");

  static final Option<String> METRICS_JOB =
      Option.of(
          "--metrics-job", "NAME", Allowed.text("a name"), "kprofefe", "job of the grouping key");

  static final Option<List<Label>> GROUPING =
      Option.list(
          "--grouping",
          "NAME=VALUE,…",
          groupingLabel(),
          "further parts of the grouping key, such as namespace=shop,cronjob=kprofefe");

  static final Option<Optional<Path>> METRICS_FILE =
      Option.optional(
          "--metrics-file",
          "FILE",
          Allowed.path("the path of a file"),
          "write them for the node exporter's textfile collector");

  public static final OptionGroup GROUP =
      new OptionGroup("Metrics", List.of(PUSHGATEWAY_URL, METRICS_JOB, GROUPING, METRICS_FILE));

  private MetricsOptions() {}

  /**
   * Where the figures go.
   *
   * @param grouping the grouping key without the job, in the order given
   */
  public record Destinations(
      Optional<URI> pushgateway, String job, List<Label> grouping, Optional<Path> file) {}

  public static Destinations read(Arguments arguments) throws UsageException {
    return new Destinations(
        Urls.withoutPassword(PUSHGATEWAY_URL, arguments),
        arguments.get(METRICS_JOB),
        eachOnce(arguments.get(GROUPING)),
        arguments.get(METRICS_FILE));
  }

  private static Allowed<Label> groupingLabel() {
    return Allowed.label()
        .filter(
            part -> LABEL_NAME.matcher(part.key()).matches() && !part.key().equals("job"),
            "name=value with a Prometheus label name, not job");
  }

  private static List<Label> eachOnce(List<Label> parts) throws UsageException {
    var names = new HashSet<String>();
    for (Label part : parts) {
      if (!names.add(part.key())) {
        throw new UsageException(
            "%s: %s is given twice: give it once".formatted(GROUPING.name(), part.key()));
      }
    }
    return parts;
  }
}
