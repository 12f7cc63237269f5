package io.kprofefe.cli.option;

import io.kprofefe.credential.CredentialSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Pyroscope, which takes profiles and is not asked for them. */
public final class PyroscopeOptions {

  static final Option<Optional<URI>> URL =
      Option.optional(
          "--pyroscope-url",
          "URL",
          Urls.base("http://pyroscope:4040"),
          "a Grafana Pyroscope, e.g. http://pyroscope:4040");

  static final CredentialOptions CREDENTIALS =
      CredentialOptions.of("--pyroscope", "Pyroscope", URL);

  /** As Pyroscope allows it, which is all that goes into a header of it. */
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9!_.*'()-]{1,150}");

  static final Option<Optional<String>> TENANT =
      Option.optional(
          "--pyroscope-tenant",
          "TENANT",
          Allowed.matching(NAME, "up to 150 letters, digits and !-_.*'()"),
          "whose profiles they are, where Pyroscope has several tenants");

  static final Option<Integer> CONNECTIONS =
      Option.of(
          "--pyroscope-connections",
          "N",
          Allowed.wholeNumber(1, 65_536),
          "32",
          "profiles on their way to Pyroscope at once, in place of --max-deliveries: each takes"
              + " half a second");

  static final Option<Long> MAX_DECODED_SIZE =
      Option.of(
          "--pyroscope-max-decoded-size",
          "SIZE",
          Sizes.between("1KiB", "64GiB"),
          "2MiB",
          "of one profile when unpacked, as much as Pyroscope takes at once (its burst)");

  static final Option<Integer> MAX_SAMPLES =
      Option.of(
          "--pyroscope-max-samples",
          "N",
          Allowed.wholeNumber(1, Integer.MAX_VALUE),
          "16000",
          "of one profile, as many as Pyroscope takes");

  static final Option<Duration> MAX_AGE =
      Option.of(
          "--pyroscope-max-age",
          "DURATION",
          Durations.between("1m", "3650d"),
          "1h",
          "of a profile by its own time, as old as Pyroscope takes");

  private PyroscopeOptions() {}

  /**
   * A Pyroscope, and what it takes.
   *
   * @param maxDecodedSize in bytes
   */
  public record Pyroscope(
      URI url,
      CredentialSettings credentials,
      Optional<String> tenant,
      int connections,
      long maxDecodedSize,
      int maxSamples,
      Duration maxAge) {}

  static List<Option<?>> all() {
    return Stream.of(
            List.of(URL, TENANT),
            CREDENTIALS.all(),
            List.of(CONNECTIONS, MAX_DECODED_SIZE, MAX_SAMPLES, MAX_AGE))
        .<Option<?>>flatMap(List::stream)
        .toList();
  }

  /** The one that was named, if any. */
  static Optional<Pyroscope> read(Arguments arguments) throws UsageException {
    Optional<URI> url = Urls.withoutPassword(URL, arguments);
    CredentialSettings credentials = CREDENTIALS.read(url, arguments);
    var tenant = arguments.get(TENANT);
    int connections = arguments.get(CONNECTIONS);
    long maxDecodedSize = arguments.get(MAX_DECODED_SIZE);
    int maxSamples = arguments.get(MAX_SAMPLES);
    var maxAge = arguments.get(MAX_AGE);
    return url.map(given ->
        new Pyroscope(given, credentials, tenant, connections, maxDecodedSize, maxSamples, maxAge));
  }
}
