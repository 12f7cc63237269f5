package io.kprofefe.cli.option;

import io.kprofefe.store.objects.ObjectLogin;
import io.kprofefe.store.objects.ObjectPlace;
import io.kprofefe.store.objects.ObjectSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Object storage, and how it is reached. What users of S3 have said in the variables and files that
 * all its programs know, they need not say again.
 */
final class ObjectOptions {

  static final Option<Optional<ObjectPlace>> OBJECTS =
      Option.optional(
          "--objects",
          "URL",
          Allowed.readBy(
              ObjectPlace::parse, "s3://BUCKET or s3://BUCKET/PREFIX, such as s3://profiles/prod"),
          "object storage, e.g. s3://profiles/prod");

  static final Option<Optional<URI>> ENDPOINT =
      Option.optional(
          "--objects-endpoint",
          "URL",
          Urls.base("http://minio:9000"),
          "where that is, if not at Amazon's; else AWS_ENDPOINT_URL");

  static final Option<Optional<String>> REGION =
      Option.optional(
          "--objects-region",
          "REGION",
          Allowed.matching(
              Pattern.compile("[A-Za-z0-9-]{1,64}"), "the name of a region, such as eu-west-1"),
          "of the bucket; else AWS_REGION, or the profile's");

  static final Option<Optional<Path>> CA_FILE =
      Option.optional(
          "--objects-ca-file",
          "FILE",
          Allowed.path("the path of a file"),
          "certificates that the one of the object storage is checked against; else the system's");

  static final Option<Boolean> MACHINE_ROLE =
      Option.flag(
          "--objects-machine-role",
          "asks EC2 for the machine's own credentials where there are no others");

  private ObjectOptions() {}

  static List<Option<?>> all() {
    return List.of(OBJECTS, ENDPOINT, REGION, CA_FILE, MACHINE_ROLE);
  }

  /** What was said, if anything was: the other options say nothing without a place. */
  static Optional<ObjectSettings> read(Arguments arguments) throws UsageException {
    Optional<ObjectPlace> place = arguments.get(OBJECTS);
    var said = new ObjectLogin.Said(arguments.environment());
    Optional<URI> endpoint = endpoint(arguments, said);
    Optional<String> region =
        arguments
            .get(REGION)
            .or(() -> said.of("AWS_REGION"))
            .or(() -> said.of("AWS_DEFAULT_REGION"));
    Optional<Path> authorities = arguments.get(CA_FILE);
    if (authorities.isPresent() && endpoint.filter(ObjectOptions::isPlain).isPresent()) {
      throw new UsageException(
          CA_FILE.name() + " serves with https alone: " + ENDPOINT.name() + " is not such a URL");
    }
    List<ObjectLogin> logins =
        ObjectLogin.in(
            arguments.environment(),
            Path.of(said.of("HOME").orElse("/")),
            arguments.get(MACHINE_ROLE));
    return place.map(given -> ObjectSettings.of(given, endpoint, region, authorities, logins));
  }

  private static Optional<URI> endpoint(Arguments arguments, ObjectLogin.Said said)
      throws UsageException {
    Optional<URI> given = arguments.get(ENDPOINT);
    for (String variable : List.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")) {
      Optional<String> text = given.isPresent() ? Optional.empty() : said.of(variable);
      if (text.isPresent()) {
        given = Optional.of(url(variable, text.get()));
      }
    }
    if (given.filter(url -> url.getRawUserInfo() != null).isPresent()) {
      throw new UsageException(
          ENDPOINT.name() + " holds a user or a password: object storage is shown keys instead");
    }
    return given;
  }

  private static URI url(String variable, String text) throws UsageException {
    Allowed<URI> allowed = Urls.base("http://minio:9000");
    return allowed
        .reading()
        .apply(text)
        .orElseThrow(() -> new Given(variable, text, false).notAllowed(allowed.said()));
  }

  private static boolean isPlain(URI server) {
    return !"https".equalsIgnoreCase(server.getScheme());
  }
}
