package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.Target;
import java.util.List;

/**
 * How one profile's way ended.
 *
 * @param outcome with several sinks: the worst delivery
 * @param reason empty when stored
 * @param bytes as they came over the wire; 0 when it did not come whole
 * @param deliveries one a sink, in their order; none when it did not get so far
 */
public record ProfileEnd(
    Target target,
    ProfileType type,
    Outcome outcome,
    String reason,
    long bytes,
    List<Delivery> deliveries) {

  public ProfileEnd {
    deliveries = List.copyOf(deliveries);
  }
}
