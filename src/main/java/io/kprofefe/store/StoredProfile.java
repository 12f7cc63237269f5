package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.time.Instant;

/**
 * A profile as a store lists it.
 *
 * @param id opens it again in the same store
 */
public record StoredProfile(
    String id, StoredType type, String service, Labels labels, Instant createdAt) {}
