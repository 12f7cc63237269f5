package io.kprofefe.registry;

import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.StoreException;
import io.kprofefe.store.StoredProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** {@code GET /profiles}: what there is. */
final class FindProfiles {

  private static final Comparator<StoredProfile> BY_SHOWN_SECOND =
      Comparator.comparing(FindProfiles::second);

  private final DirectoryStore store;

  FindProfiles(DirectoryStore store) {
    this.store = store;
  }

  Reply matching(ProfileParameters parameters) throws ApiFailure {
    List<StoredProfile> found;
    try {
      found = store.find(parameters.asProfileQuery());
    } catch (StoreException failed) {
      throw ApiFailure.internal(failed).as(Json.ANNOUNCED);
    }
    if (found.isEmpty()) {
      throw ApiFailure.notFound().as(Json.ANNOUNCED);
    }
    return Json.ok(
        Json.ANNOUNCED,
        json -> {
          json.writeStartArray();
          for (StoredProfile profile : asProfefeSorts(found)) {
            Json.profile(json, profile);
          }
          json.writeEndArray();
        });
  }

  /** Oldest second first, and within one the newest first (seen with 92baf9f, up to 12 of them). */
  private static List<StoredProfile> asProfefeSorts(List<StoredProfile> oldestFirst) {
    return oldestFirst.reversed().stream().sorted(BY_SHOWN_SECOND).toList();
  }

  private static Instant second(StoredProfile profile) {
    return profile.createdAt().truncatedTo(ChronoUnit.SECONDS);
  }
}
