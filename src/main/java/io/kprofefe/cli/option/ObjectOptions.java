package io.kprofefe.cli.option;

import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.objects.ObjectPlace;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Object storage, and how it is reached. What users of S3 have said in the variables and files that
 * all its programs know, they need not say again.
 */
public final class ObjectOptions {

  static final Option<Optional<String>> OBJECTS =
      Option.optional(
          "--objects",
          "URL",
          Allowed.readBy(
              ObjectOptions::checked,
              "s3://BUCKET or s3://BUCKET/PREFIX, such as s3://profiles/prod"),
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

  /**
   * A bucket, and what was said about the way there.
   *
   * @param environment all of it: others have named what counts
   */
  public record Objects(
      String place,
      Optional<URI> endpoint,
      Optional<String> region,
      Optional<Path> authorities,
      boolean machineRole,
      Map<String, String> environment) {

    /** For a person. */
    String shown() {
      return place + endpoint.map(url -> " at " + url).orElse("");
    }

    /** Nothing of the environment, which holds keys. */
    @Override
    public String toString() {
      return "Objects[place=%s, endpoint=%s, region=%s, authorities=%s, machineRole=%s]"
          .formatted(place, endpoint, region, authorities, machineRole);
    }
  }

  static List<Option<?>> all() {
    return List.of(OBJECTS, ENDPOINT, REGION, CA_FILE, MACHINE_ROLE);
  }

  /** What was said, if anything was: the other options say nothing without a place. */
  static Optional<Objects> read(Arguments arguments) throws UsageException {
    Optional<String> place = arguments.get(OBJECTS);
    Optional<URI> given = arguments.get(ENDPOINT);
    Optional<String> region = arguments.get(REGION);
    Optional<Path> authorities = arguments.get(CA_FILE);
    boolean machineRole = arguments.get(MACHINE_ROLE);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> endpoint = given.isPresent() ? given : endpoint(arguments.environment());
    check(endpoint, authorities);
    return Optional.of(
        new Objects(
            place.get(), endpoint, region, authorities, machineRole, arguments.environment()));
  }

  /** As it was written: what it says is read only where it is used. */
  private static String checked(String place) {
    return ObjectPlace.parse(place).toString();
  }

  private static Optional<URI> endpoint(Map<String, String> environment) throws UsageException {
    Allowed<URI> allowed = Urls.base("http://minio:9000");
    for (String variable : List.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")) {
      String text = environment.getOrDefault(variable, "").strip();
      if (!text.isEmpty()) {
        var given = new Given(variable, Urls.redacted(text), false);
        return Optional.of(
            allowed.reading().apply(text).orElseThrow(() -> given.notAllowed(allowed.said())));
      }
    }
    return Optional.empty();
  }

  private static void check(Optional<URI> endpoint, Optional<Path> authorities)
      throws UsageException {
    if (endpoint.filter(url -> url.getRawUserInfo() != null).isPresent()) {
      throw new UsageException(
          ENDPOINT.name() + " holds a user or a password: object storage is shown keys instead");
    }
    if (authorities.isPresent() && endpoint.filter(ObjectOptions::isPlain).isPresent()) {
      throw new UsageException(
          "%s serves with https alone: %s is not such a URL"
              .formatted(CA_FILE.name(), Untrusted.shown(endpoint.map(URI::toString).orElse(""))));
    }
  }

  private static boolean isPlain(URI server) {
    return !"https".equalsIgnoreCase(server.getScheme());
  }
}
