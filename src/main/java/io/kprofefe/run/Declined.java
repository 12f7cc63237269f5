package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles that were not for a sink, by what they are.
 *
 * @param reason why, for a person
 * @param profiles how many
 */
public record Declined(String sink, ProfileType type, String reason, int profiles) {

  private record Kind(String sink, ProfileType type, String reason) {}

  /** All of them, in the order in which they were met; those of a kind are told together. */
  static List<Declined> among(List<ProfileEnd> ends) {
    var counts = new LinkedHashMap<Kind, Integer>();
    for (ProfileEnd end : ends) {
      end.deliveries().stream()
          .filter(delivery -> delivery.outcome() == Outcome.DECLINED)
          .map(delivery -> new Kind(delivery.sink(), end.type(), delivery.reason()))
          .forEach(kind -> counts.merge(kind, 1, Integer::sum));
    }
    return counts.entrySet().stream().map(Declined::of).toList();
  }

  private static Declined of(Map.Entry<Kind, Integer> counted) {
    Kind kind = counted.getKey();
    return new Declined(kind.sink(), kind.type(), kind.reason(), counted.getValue());
  }
}
