package io.kprofefe.registry;

import io.kprofefe.profile.Labels;
import io.kprofefe.store.ProfileQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What tests ask a store. */
final class Queries {

  private Queries() {}

  static ProfileQuery everything(String service) {
    return new ProfileQuery(
        service,
        Optional.empty(),
        Instant.EPOCH,
        Instant.parse("2200-01-01T00:00:00Z"),
        Labels.NONE,
        OptionalInt.empty());
  }
}
