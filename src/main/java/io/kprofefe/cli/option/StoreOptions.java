package io.kprofefe.cli.option;

import io.kprofefe.cli.option.ObjectOptions.Objects;
import io.kprofefe.cli.option.PyroscopeOptions.Pyroscope;
import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.profile.Untrusted;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where profiles go, or come from. */
public final class StoreOptions {

  static final Option<Optional<URI>> PROFEFE_URL =
      Option.optional(
          "--profefe-url/--profefe-hostport",
          "URL",
          Urls.base("http://profefe:10100"),
          "a Profefe registry, e.g. http://profefe:10100");

  static final CredentialOptions CREDENTIALS =
      CredentialOptions.of("--profefe", "the registry", PROFEFE_URL);

  static final Option<Optional<Path>> DIR =
      Option.optional("--dir", "DIR", Allowed.directory(), "a directory");

  public static final OptionGroup WHERE_TO =
      new OptionGroup("Where to, several at once", writable());

  public static final OptionGroup WHERE_FROM = new OptionGroup("Where from, one of", readable());

  private StoreOptions() {}

  /** A Profefe registry, and where the credentials for it are. */
  public record Profefe(URI url, CredentialSettings credentials) {}

  /**
   * The stores that were named, none of them opened yet.
   *
   * @param pyroscope only to write to
   */
  public record Places(
      Optional<Profefe> profefe,
      Optional<Objects> objects,
      Optional<Path> directory,
      Optional<Pyroscope> pyroscope) {

    /** For a person: where that is, without a password. */
    public String shown() {
      return Stream.of(
              profefe.map(Profefe::url).map(URI::toString),
              objects.map(Objects::shown),
              directory.map(Path::toString),
              pyroscope.map(Pyroscope::url).map(URI::toString))
          .flatMap(Optional::stream)
          .map(Urls::redacted)
          .map(Untrusted::shown)
          .collect(Collectors.joining(" and "));
    }

    public boolean isEmpty() {
      return given().isEmpty();
    }

    /** The options that name them. */
    private List<Option<?>> given() {
      var given = new ArrayList<Option<?>>();
      profefe.ifPresent(_ -> given.add(PROFEFE_URL));
      objects.ifPresent(_ -> given.add(ObjectOptions.OBJECTS));
      directory.ifPresent(_ -> given.add(DIR));
      pyroscope.ifPresent(_ -> given.add(PyroscopeOptions.URL));
      return given;
    }
  }

  /** Where profiles go, if anywhere. */
  public static Places placesIfAny(Arguments arguments) throws UsageException {
    return new Places(
        profefe(arguments),
        ObjectOptions.read(arguments),
        arguments.get(DIR),
        PyroscopeOptions.read(arguments));
  }

  /** Where profiles go: at least one place. */
  public static Places places(Arguments arguments) throws UsageException {
    Places places = placesIfAny(arguments);
    if (places.isEmpty()) {
      throw new UsageException(
          waysToGoOn(
              "where should profiles go?",
              PROFEFE_URL,
              ObjectOptions.OBJECTS,
              DIR,
              PyroscopeOptions.URL));
    }
    return places;
  }

  /** Where profiles come from: exactly one place. */
  public static Places onePlace(Arguments arguments) throws UsageException {
    var places =
        new Places(
            profefe(arguments),
            ObjectOptions.read(arguments),
            arguments.get(DIR),
            Optional.empty());
    if (places.isEmpty()) {
      throw new UsageException(
          waysToGoOn("where should profiles come from?", PROFEFE_URL, ObjectOptions.OBJECTS, DIR));
    }
    List<Option<?>> given = places.given();
    if (given.size() > 1) {
      throw new UsageException(
          "%s and %s are both given: give one of both"
              .formatted(given.getFirst().name(), given.get(1).name()));
    }
    return places;
  }

  /** The directory, for who needs that one. */
  public static Path directory(Arguments arguments) throws UsageException {
    return arguments
        .get(DIR)
        .orElseThrow(() ->
            new UsageException(
                "%s is missing: where are the profiles kept?%n%s"
                    .formatted(DIR.name(), hint(DIR, shown(DIR).length()))));
  }

  private static Optional<Profefe> profefe(Arguments arguments) throws UsageException {
    Optional<URI> url = Urls.withoutPassword(PROFEFE_URL, arguments);
    CredentialSettings credentials = CREDENTIALS.read(url, arguments);
    return url.map(given -> new Profefe(given, credentials));
  }

  private static List<Option<?>> writable() {
    return Stream.of(readable(), PyroscopeOptions.all()).flatMap(List::stream).toList();
  }

  private static List<Option<?>> readable() {
    return Stream.of(List.of(PROFEFE_URL), CREDENTIALS.all(), ObjectOptions.all(), List.of(DIR))
        .<Option<?>>flatMap(List::stream)
        .toList();
  }

  private static String waysToGoOn(String question, Option<?>... places) {
    int width = Stream.of(places).mapToInt(place -> shown(place).length()).max().orElse(0);
    var ways = new StringBuilder("no store given: " + question);
    for (Option<?> place : places) {
      ways.append(System.lineSeparator()).append(hint(place, width));
    }
    return ways.toString();
  }

  private static String hint(Option<?> option, int width) {
    String shown = shown(option);
    return "  %s%s   %s".formatted(shown, " ".repeat(width - shown.length()), option.meaning());
  }

  private static String shown(Option<?> option) {
    return option.name() + " " + option.label();
  }
}
