package io.kprofefe.target;

/**
 * A pod that asks to be profiled and cannot be.
 *
 * @param reason for a person, without a full stop; what the pod wrote is escaped in it
 */
public record Skipped(TargetIdentity identity, String reason) implements Discovered {}
