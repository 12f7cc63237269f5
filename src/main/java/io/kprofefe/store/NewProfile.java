package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.time.Instant;

/**
 * A checked profile on its way to a sink.
 *
 * @param createdAt the profile's own time, or when it was scraped where it has none
 * @param bytes as they came; never changed, never copied
 */
@SuppressWarnings("ArrayRecordComponent") // held once: up to 8 MiB each, and never compared
public record NewProfile(
    String service, StoredType type, Labels labels, Instant createdAt, byte[] bytes) {}
