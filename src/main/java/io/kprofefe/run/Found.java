package io.kprofefe.run;

import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import io.kprofefe.target.TargetIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What listing the pods has come to.
 *
 * @param notSampled the pods that could be targets, and of which this run takes nothing
 * @param problem why the API server did not give them all; empty also when it was we who stopped
 * @param error why these are not all, for a person
 */
record Found(
    List<Target> targets,
    List<Skipped> skipped,
    Set<TargetIdentity> notSampled,
    Optional<ListingException.Problem> problem,
    Optional<String> error,
    Duration took) {}
