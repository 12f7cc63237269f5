package io.kprofefe.store.objects;

import io.kprofefe.store.http.StoreHttp;
import io.kprofefe.store.objects.ObjectLogin.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where profiles are kept, and how the store is reached.
 *
 * @param endpoint of a store that is not Amazon's; the bucket stands in the path there
 * @param region as given; else the profile's, or for an endpoint {@value #ANY_REGION}
 * @param authorities PEM certificates that the server's own is checked against, in place of the
 *     system's
 * @param logins in the order in which they are tried
 * @param connectTimeout for one connection
 * @param writeTimeout for storing one profile once, from the connection to the end of the answer
 * @param readTimeout for one page of a list, or one profile that is read to its end
 */
public record ObjectSettings(
    ObjectPlace place,
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Path> authorities,
    List<ObjectLogin> logins,
    Duration connectTimeout,
    Duration writeTimeout,
    Duration readTimeout) {

  /** What stores that know no regions call theirs. */
  static final String ANY_REGION = "us-east-1";

  /** With the limits that suit a cluster's network. */
  public static ObjectSettings of(
      ObjectPlace place,
      Optional<URI> endpoint,
      Optional<String> region,
      Optional<Path> authorities,
      List<ObjectLogin> logins) {
    return new ObjectSettings(
        place,
        endpoint,
        region,
        authorities,
        List.copyOf(logins),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5));
  }

  public ObjectSettings withWriteTimeout(Duration timeout) {
    return new ObjectSettings(
        place, endpoint, region, authorities, logins, connectTimeout, timeout, readTimeout);
  }

  StoreHttp.Timeouts timeouts() {
    return new StoreHttp.Timeouts(connectTimeout, writeTimeout, readTimeout);
  }

  /** The profile of the {@code aws} command's files, if there are any. */
  Optional<Profile> profile() {
    return logins.stream().filter(Profile.class::isInstance).map(Profile.class::cast).findFirst();
  }

  /** The place, and who keeps it, for people. */
  public String shown() {
    return place + endpoint.map(url -> " at " + url).orElse("");
  }
}
