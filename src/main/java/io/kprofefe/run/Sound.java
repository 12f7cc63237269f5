package io.kprofefe.run;

import io.kprofefe.profile.PprofSummary;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a body that has passed its check.
 *
 * @param createdAt the profile's own time, or when it was asked for where it has none
 * @param pprof empty of what is no pprof
 */
record Sound(Instant createdAt, Optional<PprofSummary> pprof) {

  /** Whether it is a pprof without samples. */
  boolean empty() {
    return pprof.filter(summary -> summary.samples() == 0).isPresent();
  }
}
