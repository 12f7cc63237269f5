package io.kprofefe.store.objects;

import io.kprofefe.store.http.StoreHttp;
import io.kprofefe.store.objects.aws.AwsEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where profiles are kept, and how the store is reached.
 *
 * @param endpoint of a store that is not Amazon's; the bucket stands in the path there
 * @param region as given; else the one of the environment or the profile, or for an endpoint
 *     {@value #ANY_REGION}
 * @param authorities PEM certificates that the server's own is checked against, in place of the
 *     system's
 * @param environment says where the keys are
 * @param machineRole whether EC2's metadata service may be asked for keys
 * @param timeouts for one connection; for storing one profile once; for one page of a list, or one
 *     profile that is read to its end
 */
public record ObjectSettings(
    ObjectPlace place,
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Path> authorities,
    AwsEnvironment environment,
    boolean machineRole,
    StoreHttp.Timeouts timeouts) {

  /** What stores that know no regions call theirs. */
  static final String ANY_REGION = "us-east-1";

  /** As suits a cluster's network. */
  private static final StoreHttp.Timeouts USUAL =
      new StoreHttp.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));

  /** With the limits that suit a cluster's network. */
  public static ObjectSettings of(
      ObjectPlace place,
      Optional<URI> endpoint,
      Optional<String> region,
      Optional<Path> authorities,
      AwsEnvironment environment,
      boolean machineRole) {
    return new ObjectSettings(
        place, endpoint, region, authorities, environment, machineRole, USUAL);
  }

  ObjectSettings withWriteTimeout(Duration timeout) {
    return new ObjectSettings(
        place,
        endpoint,
        region,
        authorities,
        environment,
        machineRole,
        new StoreHttp.Timeouts(timeouts.connect(), timeout, timeouts.read()));
  }

  /** The place, and who keeps it, for people. */
  public String shown() {
    return place + endpoint.map(url -> " at " + url).orElse("");
  }
}
