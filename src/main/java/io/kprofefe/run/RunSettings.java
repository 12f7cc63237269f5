package io.kprofefe.run;

import io.kprofefe.profile.PprofLimits;
import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param maxConnections to targets, open at once
 * @param maxBodies being read or held at once
 * @param maxDeliveries under way at once, to each sink
 * @param maxSkew between a profile's own time and ours
 * @param deadline of the whole run
 * @param maxFailureRatio failed ÷ (attempted − empty) that is still a success, 0 to 1
 */
public record RunSettings(
    int maxConnections,
    int maxBodies,
    int maxDeliveries,
    PprofLimits limits,
    Duration maxSkew,
    Duration deadline,
    double maxFailureRatio) {}
