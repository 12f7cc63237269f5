package io.kprofefe.run;

import io.kprofefe.profile.Outcome;

/**
 * What one sink made of one profile.
 *
 * @param sink its name
 * @param id what it is called there; empty unless stored
 * @param reason empty when stored
 * @param denied the sink answered 401 or 403
 */
public record Delivery(String sink, Outcome outcome, String id, String reason, boolean denied) {}
