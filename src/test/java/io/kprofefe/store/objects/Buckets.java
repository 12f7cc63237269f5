package io.kprofefe.store.objects;

import io.kprofefe.store.objects.aws.AwsEnvironment;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The settings of tests. */
final class Buckets {

  static final String ID = "tester";
  static final String SECRET = "testing-secret";

  private Buckets() {}

  /** A place at this server. */
  static ObjectSettings at(URI server, String place) {
    return at(server, place, ID, SECRET);
  }

  /** The same with other keys. */
  static ObjectSettings at(URI server, String place, String id, String secret) {
    return ObjectSettings.of(
        ObjectPlace.parse(place),
        Optional.of(server),
        Optional.empty(),
        Optional.empty(),
        new AwsEnvironment(Map.of("AWS_ACCESS_KEY_ID", id, "AWS_SECRET_ACCESS_KEY", secret)),
        false);
  }
}
