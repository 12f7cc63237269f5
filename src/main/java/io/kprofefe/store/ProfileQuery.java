package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which profiles are asked for.
 *
 * @param type any, when empty
 * @param from inclusive
 * @param to inclusive
 * @param labels each must be there
 * @param limit keeps the newest
 */
public record ProfileQuery(
    String service,
    Optional<StoredType> type,
    Instant from,
    Instant to,
    Labels labels,
    OptionalInt limit) {}
