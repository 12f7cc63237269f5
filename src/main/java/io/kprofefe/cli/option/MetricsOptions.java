package io.kprofefe.cli.option;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.metrics.RunMetric;
import io.kprofefe.profile.Label;
import io.kprofefe.target.Shard;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the run's own figures go. */
public final class MetricsOptions {

  private static final Pattern LABEL_NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  private static final String SHARD = "shard";

  /** The group's own name, and what the metrics themselves are told apart by. */
  private static final Set<String> TAKEN =
      Stream.concat(
              Stream.of("job"),
              Arrays.stream(RunMetric.values()).flatMap(metric -> metric.labels().stream()))
          .collect(Collectors.toCollection(TreeSet::new));

  static final Option<Optional<URI>> PUSHGATEWAY_URL =
      Option.optional(
          "--pushgateway-url",
          "URL",
          Urls.base("http://pushgateway:9091"),
          "push the figures there, e.g. http://pushgateway:9091");

  static final CredentialOptions CREDENTIALS =
      CredentialOptions.of("--pushgateway", "the Pushgateway", PUSHGATEWAY_URL);

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

  public static final OptionGroup GROUP = new OptionGroup("Metrics", options());

  /** For figures that are not a run's. */
  public static final OptionGroup PUSHED =
      new OptionGroup(
          "Pushed instead, the latest window alone",
          options().stream().filter(option -> !option.equals(METRICS_FILE)).toList());

  private MetricsOptions() {}

  /** A Pushgateway, and where the credentials for it are. */
  public record Gateway(URI url, CredentialSettings credentials) {}

  /**
   * Where the figures go.
   *
   * @param grouping the grouping key without the job, in the order given; a shard last
   */
  public record Destinations(
      Optional<Gateway> pushgateway, String job, List<Label> grouping, Optional<Path> file) {}

  public static Destinations read(Arguments arguments) throws UsageException {
    Optional<URI> url = Urls.withoutPassword(PUSHGATEWAY_URL, arguments);
    CredentialSettings credentials = CREDENTIALS.read(url, arguments);
    return new Destinations(
        url.map(given -> new Gateway(given, credentials)),
        arguments.get(METRICS_JOB),
        grouping(arguments),
        arguments.get(METRICS_FILE));
  }

  /** Where figures go that are not a run's: no shard has to do with them. */
  static Destinations readPushed(Arguments arguments) throws UsageException {
    Optional<URI> url = Urls.withoutPassword(PUSHGATEWAY_URL, arguments);
    CredentialSettings credentials = CREDENTIALS.read(url, arguments);
    return new Destinations(
        url.map(given -> new Gateway(given, credentials)),
        arguments.get(METRICS_JOB),
        DistinctKeys.of(GROUPING, arguments),
        Optional.empty());
  }

  /** Each shard has a group of its own, or one run's figures would replace the others'. */
  private static List<Label> grouping(Arguments arguments) throws UsageException {
    List<Label> said = DistinctKeys.of(GROUPING, arguments);
    Optional<Shard> shard = ShardOption.read(arguments);
    if (shard.isEmpty()) {
      return said;
    }
    if (said.stream().anyMatch(part -> part.key().equals(SHARD))) {
      throw new UsageException(
          "%s: shard is given by the run itself, which is shard %s: leave it out"
              .formatted(GROUPING.name(), shard.get()));
    }
    var index = new Label(SHARD, Integer.toString(shard.get().index()));
    return Stream.concat(said.stream(), Stream.of(index)).toList();
  }

  private static List<Option<?>> options() {
    return Stream.of(
            List.of(PUSHGATEWAY_URL),
            CREDENTIALS.all(),
            List.of(METRICS_JOB, GROUPING, METRICS_FILE))
        .<Option<?>>flatMap(List::stream)
        .toList();
  }

  private static Allowed<Label> groupingLabel() {
    return Allowed.label()
        .filter(
            part -> LABEL_NAME.matcher(part.key()).matches() && !TAKEN.contains(part.key()),
            "name=value with a Prometheus label name; taken are " + String.join(", ", TAKEN));
  }
}
