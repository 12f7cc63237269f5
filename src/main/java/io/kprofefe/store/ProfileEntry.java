package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.time.Instant;

/** All that is known of a profile before it has a name. */
record ProfileEntry(String service, StoredType type, Labels labels, Instant createdAt) {

  ProfileId named(String random) {
    return new ProfileId(service, type, createdAt, random);
  }
}
