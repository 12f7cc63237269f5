package io.kprofefe.cli.option;

import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.run.BodyBounds;
import io.kprofefe.run.RunSettings;
import io.kprofefe.scrape.ScrapeSettings;
import io.kprofefe.target.TargetRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a run may cost: connections, memory, time, failures. */
public final class BoundOptions {

  static final Option<Integer> MAX_CONNECTIONS =
      Option.of(
          "--max-connections",
          "N",
          Allowed.wholeNumber(1, 65_536),
          "8192",
          "connections to pods, open at once; no more than half the heap has room for");

  static final Option<Integer> MAX_BODIES =
      Option.of(
          "--max-bodies",
          "N",
          Allowed.wholeNumber(1, 65_536),
          "64",
          "profiles being read or held in memory at once");

  private static final long BODY_BYTES = 48 << 20;

  static final Option<Optional<Long>> MAX_BODY_BYTES =
      Option.optional(
          "--max-body-bytes",
          "SIZE",
          Sizes.between("2KiB", "64GiB"),
          "of all profiles being read or held in memory together; else "
              + Sizes.shown(BODY_BYTES)
              + ", or three times the largest where that is more");

  static final Option<Integer> MAX_DELIVERIES =
      Option.of(
          "--max-deliveries",
          "N",
          Allowed.wholeNumber(1, 65_536),
          "32",
          "profiles on their way to each store at once");

  static final Option<Long> MAX_PROFILE_SIZE =
      Option.of(
          "--max-profile-size",
          "SIZE",
          Sizes.between("1KiB", "1GiB"),
          "8MiB",
          "of one profile as it comes");

  static final Option<Long> MAX_DECODED_SIZE =
      Option.of(
          "--max-decoded-size",
          "SIZE",
          Sizes.between("1KiB", "64GiB"),
          "64MiB",
          "of one profile when unpacked");

  static final Option<Duration> MAX_SKEW =
      Option.of(
          "--max-skew",
          "DURATION",
          Durations.between("1s", "365d"),
          "10m",
          "between a profile's own time and ours");

  static final Option<Duration> CONNECT_TIMEOUT =
      Option.of(
          "--connect-timeout",
          "DURATION",
          Durations.between("10ms", "1h"),
          "5s",
          "until a pod accepts the connection");

  static final Option<Duration> SCRAPE_MARGIN =
      Option.of(
          "--scrape-margin",
          "DURATION",
          Durations.between("100ms", "1h"),
          "15s",
          "for the whole of one answer, on top of a profile's own seconds");

  static final Option<Duration> DEADLINE =
      Option.of(
          "--deadline",
          "DURATION",
          Durations.between("1s", "24h"),
          "8m",
          "of the run; keep it shorter than the pod's activeDeadlineSeconds");

  static final Option<Double> MAX_FAILURE_RATIO =
      Option.of(
          "--max-failure-ratio",
          "RATIO",
          Allowed.ratio(),
          "0.2",
          "failed profiles of all (without the empty ones) that are still a success");

  static final Option<Optional<Path>> SPOOL_DIR =
      Option.optional(
          "--spool-dir",
          "DIR",
          Allowed.directory(),
          "keeps what could not be delivered; the next run delivers it first");

  static final Option<Long> SPOOL_MAX_BYTES =
      Option.of(
          "--spool-max-bytes",
          "SIZE",
          Sizes.between("1MiB", "1TiB"),
          "1GiB",
          "of all profiles in the spool of one store: the oldest go first");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Bounds",
          List.of(
              MAX_CONNECTIONS,
              MAX_BODIES,
              MAX_BODY_BYTES,
              MAX_DELIVERIES,
              MAX_PROFILE_SIZE,
              MAX_DECODED_SIZE,
              MAX_SKEW,
              CONNECT_TIMEOUT,
              SCRAPE_MARGIN,
              DEADLINE,
              MAX_FAILURE_RATIO,
              SPOOL_DIR,
              SPOOL_MAX_BYTES));

  /** For one profile that is not scraped. */
  static final OptionGroup OF_ONE_PROFILE =
      new OptionGroup("Bounds", List.of(MAX_PROFILE_SIZE, MAX_DECODED_SIZE));

  /** Of a run that a person watches: any failure is one, and what is not stored is not kept. */
  public static final OptionGroup CAPTURE =
      new OptionGroup(
          GROUP.heading(),
          GROUP.options().stream()
              .filter(option ->
                  !List.of(MAX_FAILURE_RATIO, SPOOL_DIR, SPOOL_MAX_BYTES).contains(option))
              .toList());

  /** What one of several namespaces may take of all that is bounded. */
  private static final double ONE_OF_SEVERAL_NAMESPACES = 0.75;

  private BoundOptions() {}

  /** How profiles are delivered, to each store. */
  public record Delivering(int atOnce, Optional<Path> spoolFolder, long spoolBytes) {}

  /** How profiles are delivered. */
  public static Delivering delivering(Arguments arguments) throws UsageException {
    return new Delivering(
        arguments.get(MAX_DELIVERIES), arguments.get(SPOOL_DIR), arguments.get(SPOOL_MAX_BYTES));
  }

  /**
   * How large one profile may be.
   *
   * @param bytes as it comes
   * @param limits when unpacked
   */
  public record ProfileSize(int bytes, PprofLimits limits) {}

  /** How large one profile may be; the two sizes fit together. */
  public static ProfileSize profileSize(Arguments arguments) throws UsageException {
    long bytes = arguments.get(MAX_PROFILE_SIZE);
    long decoded = arguments.get(MAX_DECODED_SIZE);
    checkSizes(bytes, decoded);
    return new ProfileSize(Math.toIntExact(bytes), PprofLimits.ofDecoded(decoded));
  }

  /** How profiles are delivered that are not kept for another run. */
  public static Delivering unspooled(Arguments arguments) throws UsageException {
    return new Delivering(arguments.get(MAX_DELIVERIES), Optional.empty(), 0);
  }

  /** The bounds of each scrape, and of the run. */
  public record Bounds(ScrapeSettings scrape, RunSettings run) {

    /**
     * How long a pod may have itself sampled so that the run ends in time also when it answers
     * nothing: its profiles are taken one after the other. What the run itself takes is allowed.
     */
    public Duration longestSampling(TargetRules rules) {
      Duration answers = scrape.margin().multipliedBy(rules.profiles().size());
      Duration room = run.deadline().minus(answers);
      return room.compareTo(rules.cpuTime()) > 0 ? room : rules.cpuTime();
    }
  }

  /**
   * The bounds, which fit together.
   *
   * @param rules say how long profiles take
   */
  public static Bounds read(Arguments arguments, TargetRules rules) throws UsageException {
    var scrape =
        new ScrapeSettings(
            arguments.get(CONNECT_TIMEOUT),
            arguments.get(SCRAPE_MARGIN),
            arguments.get(MAX_PROFILE_SIZE));
    var run =
        new RunSettings(
            arguments.get(MAX_CONNECTIONS),
            bodies(arguments),
            PodOptions.read(arguments).ofSeveralNamespaces() ? ONE_OF_SEVERAL_NAMESPACES : 1,
            PprofLimits.ofDecoded(arguments.get(MAX_DECODED_SIZE)),
            arguments.get(MAX_SKEW),
            arguments.get(DEADLINE),
            arguments.get(MAX_FAILURE_RATIO));
    checkTogether(scrape, run);
    checkFits(ProfileType.CPU, rules.cpuTime(), ProfileOptions.CPU_SECONDS, rules, scrape, run);
    checkFits(
        ProfileType.TRACE, rules.traceTime(), ProfileOptions.TRACE_SECONDS, rules, scrape, run);
    return new Bounds(scrape, run);
  }

  private static BodyBounds bodies(Arguments arguments) throws UsageException {
    long largest = arguments.get(MAX_PROFILE_SIZE);
    return new BodyBounds(
        arguments.get(MAX_BODIES),
        arguments.get(MAX_BODY_BYTES).orElse(Math.max(BODY_BYTES, 3 * largest)),
        largest);
  }

  private static void checkTogether(ScrapeSettings scrape, RunSettings run) throws UsageException {
    if (scrape.connectTimeout().compareTo(scrape.margin()) > 0) {
      throw new UsageException(
          "%s %s is longer than %s %s, which holds for the whole answer: shorten it"
              .formatted(
                  CONNECT_TIMEOUT.name(),
                  Durations.shown(scrape.connectTimeout()),
                  SCRAPE_MARGIN.name(),
                  Durations.shown(scrape.margin())));
    }
    if (run.bodies().bytes() < run.bodies().largestAtWorst()) {
      throw new UsageException(
          "%s %s is too little for one profile of %s %s, which is there twice for a moment: give %s"
              .formatted(
                  MAX_BODY_BYTES.name(),
                  Sizes.shown(run.bodies().bytes()),
                  MAX_PROFILE_SIZE.name(),
                  Sizes.shown(run.bodies().largest()),
                  Sizes.shown(run.bodies().largestAtWorst())));
    }
    checkSizes(scrape.maxProfileBytes(), run.limits().decodedBytes());
  }

  private static void checkSizes(long profile, long decoded) throws UsageException {
    if (decoded < profile) {
      throw new UsageException(
          "%s (%s) is larger than %s (%s): a profile is not smaller when unpacked"
              .formatted(
                  MAX_PROFILE_SIZE.name(),
                  Sizes.shown(profile),
                  MAX_DECODED_SIZE.name(),
                  Sizes.shown(decoded)));
    }
  }

  private static void checkFits(
      ProfileType type,
      Duration length,
      Option<Integer> option,
      TargetRules rules,
      ScrapeSettings scrape,
      RunSettings run)
      throws UsageException {
    Duration whole = length.plus(scrape.margin());
    if (rules.profiles().contains(type) && whole.compareTo(run.deadline()) > 0) {
      throw new UsageException(
          "%s %d and %s %s do not fit into %s %s: give the run more time, or take less"
              .formatted(
                  option.name(),
                  length.toSeconds(),
                  SCRAPE_MARGIN.name(),
                  Durations.shown(scrape.margin()),
                  DEADLINE.name(),
                  Durations.shown(run.deadline())));
    }
  }
}
