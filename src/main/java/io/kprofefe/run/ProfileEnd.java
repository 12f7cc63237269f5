package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.scrape.AccountDenied;
import io.kprofefe.scrape.RouteDenied;
import io.kprofefe.target.Handler;
import io.kprofefe.target.Target;
import java.util.Comparator;
import java.util.List;

/**
 * How one profile's way ended.
 *
 * @param outcome with several sinks: the worst delivery to those that it is for
 * @param reason empty when stored
 * @param bytes as they came over the wire; 0 when it did not come whole
 * @param deliveries one a sink, in their order; none when it did not get so far
 * @param denied the API server answered 401 or 403 to who wanted to reach the target, or the target
 *     did to our account there
 */
public record ProfileEnd(
    Target target,
    Handler handler,
    Outcome outcome,
    String reason,
    long bytes,
    List<Delivery> deliveries,
    boolean denied) {

  public ProfileEnd {
    deliveries = List.copyOf(deliveries);
  }

  /** One whose target could be reached, or could not for another reason. */
  public ProfileEnd(
      Target target,
      Handler handler,
      Outcome outcome,
      String reason,
      long bytes,
      List<Delivery> deliveries) {
    this(target, handler, outcome, reason, bytes, deliveries, false);
  }

  /** What it was to be. */
  public ProfileType type() {
    return handler.type();
  }

  /** It did not get as far as a sink. */
  static ProfileEnd failed(Target target, Handler handler, ProfileFailure failure, long bytes) {
    boolean denied = failure instanceof RouteDenied || failure instanceof AccountDenied;
    return new ProfileEnd(
        target, handler, failure.outcome(), failure.reason(), bytes, List.of(), denied);
  }

  /** Every sink was asked to take it; there is at least one. One it is not for does not count. */
  static ProfileEnd delivered(
      Target target, Handler handler, List<Delivery> deliveries, long bytes) {
    Delivery worst =
        deliveries.stream()
            .filter(delivery -> delivery.outcome() != Outcome.DECLINED)
            .max(Comparator.comparing(Delivery::outcome))
            .orElseGet(deliveries::getFirst);
    return new ProfileEnd(target, handler, worst.outcome(), worst.reason(), bytes, deliveries);
  }

  /** Valid, and nothing in it to store. */
  static ProfileEnd empty(Target target, Handler handler, long bytes) {
    return new ProfileEnd(target, handler, Outcome.EMPTY, "no samples", bytes, List.of());
  }
}
