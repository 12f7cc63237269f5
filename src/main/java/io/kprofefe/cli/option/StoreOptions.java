package io.kprofefe.cli.option;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.profile.Untrusted;
import java.net.URI;
import java.nio.file.Path;
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
      new OptionGroup("Where to, several at once", options());

  public static final OptionGroup WHERE_FROM = new OptionGroup("Where from, one of", options());

  private StoreOptions() {}

  /** A Profefe registry, and where the credentials for it are. */
  public record Profefe(URI url, CredentialSettings credentials) {}

  /** The stores that were named, none of them opened yet. */
  public record Places(Optional<Profefe> profefe, Optional<Path> directory) {

    /** For a person: where that is, without a password. */
    public String shown() {
      return Stream.concat(
              profefe.map(Profefe::url).map(URI::toString).stream(),
              directory.map(Path::toString).stream())
          .map(Urls::redacted)
          .map(Untrusted::shown)
          .collect(Collectors.joining(" and "));
    }

    public boolean isEmpty() {
      return profefe.isEmpty() && directory.isEmpty();
    }
  }

  /** Where profiles go, if anywhere. */
  public static Places placesIfAny(Arguments arguments) throws UsageException {
    Optional<URI> url = Urls.withoutPassword(PROFEFE_URL, arguments);
    CredentialSettings credentials = CREDENTIALS.read(url, arguments);
    return new Places(url.map(given -> new Profefe(given, credentials)), arguments.get(DIR));
  }

  /** Where profiles go: at least one place. */
  public static Places places(Arguments arguments) throws UsageException {
    Places places = placesIfAny(arguments);
    if (places.isEmpty()) {
      throw new UsageException(waysToGoOn("where should profiles go?"));
    }
    return places;
  }

  /** Where profiles come from: exactly one place. */
  public static Places onePlace(Arguments arguments) throws UsageException {
    Places places = placesIfAny(arguments);
    if (places.isEmpty()) {
      throw new UsageException(waysToGoOn("where should profiles come from?"));
    }
    if (places.profefe().isPresent() && places.directory().isPresent()) {
      throw new UsageException(
          PROFEFE_URL.name() + " and " + DIR.name() + " are both given: give one of both");
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
                    .formatted(DIR.name(), hint(DIR))));
  }

  private static List<Option<?>> options() {
    return Stream.of(List.of(PROFEFE_URL), CREDENTIALS.all(), List.of(DIR))
        .<Option<?>>flatMap(List::stream)
        .toList();
  }

  private static String waysToGoOn(String question) {
    return "no store given: %s%n%s%n%s".formatted(question, hint(PROFEFE_URL), hint(DIR));
  }

  private static String hint(Option<?> option) {
    return "  %-17s   %s".formatted(option.name() + " " + option.label(), option.meaning());
  }
}
