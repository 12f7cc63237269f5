package io.kprofefe.store.objects;

import io.kprofefe.store.objects.ObjectLogin.Keys;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The settings of tests. */
final class Buckets {

  static final Keys KEYS = new Keys("tester", "testing-secret", Optional.empty());

  private Buckets() {}

  /** A place at this server. */
  static ObjectSettings at(URI server, String place) {
    return ObjectSettings.of(
        ObjectPlace.parse(place),
        Optional.of(server),
        Optional.empty(),
        Optional.empty(),
        List.of(KEYS));
  }
}
