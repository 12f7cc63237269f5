package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.SinkDenied;
import io.kprofefe.store.StoredProfile;

/**
 * What one sink made of one profile.
 *
 * @param sink its name
 * @param id what it is called there; empty unless stored
 * @param reason empty when stored
 * @param denied the sink answered 401 or 403
 */
public record Delivery(String sink, Outcome outcome, String id, String reason, boolean denied) {

  static Delivery stored(String sink, StoredProfile profile) {
    return new Delivery(sink, Outcome.STORED, profile.id(), "", false);
  }

  static Delivery failed(String sink, ProfileFailure failure) {
    return new Delivery(
        sink, failure.outcome(), "", failure.reason(), failure instanceof SinkDenied);
  }
}
