package io.kprofefe.run;

import java.time.Instant;

/**
 * What is known of a body that has passed its check.
 *
 * @param createdAt the profile's own time, or when it was asked for where it has none
 * @param empty it has no samples
 */
record Sound(Instant createdAt, boolean empty) {}
