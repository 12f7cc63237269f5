package io.kprofefe.cli.option;

import io.kprofefe.cli.option.Suggestion.Found;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.store.ProfileQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which profiles of a store are read. */
public final class ReadOptions {

  private static final Allowed<Instant> TIME = Times.seenFrom(InstantSource.system());

  static final Option<Optional<String>> SERVICE =
      Option.optional(
          "--service",
          "NAME",
          Allowed.name("the name of a service", Found.SERVICE),
          "profiles of this service");

  static final Option<Boolean> ALL_SERVICES =
      Option.flag("--all-services", "profiles of all services");

  /** What a store can be asked for. */
  static final Allowed<StoredKind> KIND = Allowed.oneOf(StoredKind.all(), StoredKind::word);

  static final Option<StoredKind> TYPE =
      Option.of("--type", "TYPE", KIND, ProfileType.CPU.word(), "profiles of this type");

  static final Option<Optional<StoredKind>> ANY_TYPE =
      Option.optional("--type", "TYPE", KIND, "profiles of this type; else of all");

  static final Option<Instant> FROM =
      Option.of("--from", "TIME", TIME, "24h", "not older; a time, a date, or back from now");

  static final Option<Instant> TO =
      Option.of("--to", "TIME", TIME, "now", "not newer; a time, a date, or back from now");

  static final Option<List<Label>> LABEL =
      Option.list("--label", "KEY=VALUE,…", Allowed.label(), "profiles with all these labels");

  static final Option<OptionalInt> LIMIT =
      Option.of(
          "--limit", "N", Allowed.limit(), "0", "of each service only the newest; 0 is no limit");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Which profiles", List.of(SERVICE, ALL_SERVICES, TYPE, FROM, TO, LABEL, LIMIT));

  /** The same for lists, which are of all types unless one is named. */
  public static final OptionGroup LISTED =
      new OptionGroup(
          "Which profiles", List.of(SERVICE, ALL_SERVICES, ANY_TYPE, FROM, TO, LABEL, LIMIT));

  private ReadOptions() {}

  /**
   * What is asked of a store.
   *
   * @param service all, when empty
   * @param type all, when empty
   */
  public record Wanted(
      Optional<String> service,
      Optional<StoredKind> type,
      Instant from,
      Instant to,
      Labels labels,
      OptionalInt limit) {

    /** Of these so many of each service, or fewer. */
    public Wanted newest(int most) {
      var fewer = OptionalInt.of(Math.min(limit.orElse(most), most));
      return new Wanted(service, type, from, to, labels, fewer);
    }

    /** The same at another time. */
    Wanted between(Instant start, Instant end) {
      return new Wanted(service, type, start, end, labels, limit);
    }

    /** The same with other labels. */
    Wanted labelled(Labels others) {
      return new Wanted(service, type, from, to, others, limit);
    }

    /** The query for one service. */
    public ProfileQuery of(String name) {
      return new ProfileQuery(
          name,
          type.map(StoredKind::storedAs),
          from,
          to,
          labels.overriddenBy(type.map(StoredKind::labels).orElse(Labels.NONE)),
          limit);
    }
  }

  /** One service, unless all are asked for; one type. */
  public static Wanted read(Arguments arguments) throws UsageException {
    Optional<String> service = service(arguments);
    if (service.isEmpty() && !arguments.get(ALL_SERVICES)) {
      throw new UsageException(
          "no service given: whose profiles? --service NAME, --all-services, or files");
    }
    return wanted(service, Optional.of(arguments.get(TYPE)), arguments);
  }

  /** All services and all types, unless one is named. */
  public static Wanted readListed(Arguments arguments) throws UsageException {
    return wanted(service(arguments), arguments.get(ANY_TYPE), arguments);
  }

  private static Wanted wanted(
      Optional<String> service, Optional<StoredKind> type, Arguments arguments)
      throws UsageException {
    Instant from = arguments.get(FROM);
    Instant to = arguments.get(TO);
    if (from.isAfter(to)) {
      throw new UsageException(
          "%s (%s) is after %s (%s): nothing can lie between"
              .formatted(FROM.name(), from, TO.name(), to));
    }
    return new Wanted(
        service, type, from, to, new Labels(arguments.get(LABEL)), arguments.get(LIMIT));
  }

  private static Optional<String> service(Arguments arguments) throws UsageException {
    Optional<String> service = arguments.get(SERVICE);
    boolean all = arguments.get(ALL_SERVICES);
    if (service.isPresent() && all) {
      throw new UsageException("--service and --all-services are both given: give one of both");
    }
    return service;
  }
}
