package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.PprofSummary;
import io.kprofefe.profile.StoredType;
import java.time.Instant;
import java.util.Optional;

/**
 * A checked profile on its way to a sink.
 *
 * @param createdAt the profile's own time, or when it was scraped where it has none
 * @param bytes as they came; never changed, never copied
 * @param pprof what its check learnt; empty of what is no pprof, or was checked by somebody else
 */
@SuppressWarnings("ArrayRecordComponent") // held once: up to 8 MiB each, and never compared
public record NewProfile(
    String service,
    StoredType type,
    Labels labels,
    Instant createdAt,
    byte[] bytes,
    Optional<PprofSummary> pprof) {

  /** One of which nothing more is known. */
  public NewProfile(
      String service, StoredType type, Labels labels, Instant createdAt, byte[] bytes) {
    this(service, type, labels, createdAt, bytes, Optional.empty());
  }
}
