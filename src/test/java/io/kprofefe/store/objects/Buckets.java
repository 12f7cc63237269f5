package io.kprofefe.store.objects;

import io.kprofefe.store.objects.aws.AwsEnvironment;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The settings of tests. */
final class Buckets {

  static final String ID = "tester";
  static final String SECRET = "testing-secret";

  private static final AwsEnvironment KEYS =
      new AwsEnvironment(Map.of("AWS_ACCESS_KEY_ID", ID, "AWS_SECRET_ACCESS_KEY", SECRET));

  private Buckets() {}

  /** A place at this server. */
  static ObjectSettings at(URI server, String place) {
    return ObjectSettings.of(
        ObjectPlace.parse(place),
        Optional.of(server),
        Optional.empty(),
        Optional.empty(),
        KEYS,
        false);
  }
}
