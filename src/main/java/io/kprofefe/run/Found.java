package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What listing the pods has come to.
 *
 * @param problem why the API server did not give them all; empty also when it was we who stopped
 * @param error why these are not all, for a person
 */
record Found(
    List<Target> targets,
    List<Skipped> skipped,
    Optional<ListingException.Problem> problem,
    Optional<String> error,
    Duration took) {}
