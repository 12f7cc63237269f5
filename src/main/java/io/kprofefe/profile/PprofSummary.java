package io.kprofefe.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the check of a pprof learnt on its way through.
 *
 * @param sampleTypes such as {@code cpu/nanoseconds}, in order
 * @param defaultSampleType the name of the one to show first; empty where it says none
 * @param samples how many; 0 is an empty profile
 * @param time the profile's own time; absent where it has none ({@code time_nanos} 0 or below)
 * @param duration zero where it has none
 * @param decodedBytes after gzip
 */
public record PprofSummary(
    List<String> sampleTypes,
    String defaultSampleType,
    long samples,
    Optional<Instant> time,
    Duration duration,
    long decodedBytes) {}
