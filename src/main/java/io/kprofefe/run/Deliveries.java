package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileSink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands each profile to every sink at the same time, each under a bound of its own, so that one
 * that is slow or away does not keep another from its copy. Safe for use by many threads.
 */
final class Deliveries {

  private record Lane(ProfileSink sink, Slots slots) {}

  private final List<Lane> lanes;
  private final Set<Writing> underWay = ConcurrentHashMap.newKeySet();
  private final StageWatch delivering = new StageWatch();

  Deliveries(List<ProfileSink> sinks, int maxDeliveries) {
    if (sinks.isEmpty()) {
      throw new IllegalArgumentException("profiles need a sink to go to");
    }
    this.lanes = sinks.stream().map(sink -> new Lane(sink, new Slots(maxDeliveries))).toList();
  }

  /** Returns when each sink has taken or refused it: one delivery a sink, in their order. */
  List<Delivery> deliver(NewProfile profile) {
    try (var _ = delivering.enter()) {
      return lanes.stream().map(lane -> start(lane, profile)).toList().stream()
          .map(this::ended)
          .toList();
    }
  }

  /**
   * Turns away what waits or comes later, and tells the sinks to end what is under way.
   *
   * @param why a sentence for a person
   */
  void stop(String why) {
    lanes.forEach(lane -> lane.slots().close(why));
    underWay.forEach(Writing::cutOff);
  }

  /** Waits no longer for the sinks that did not mind. */
  void giveUp(String why) {
    underWay.forEach(writing -> writing.giveUp(why));
  }

  /** How long profiles were delivered. */
  Duration delivering() {
    return delivering.time();
  }

  private Writing start(Lane lane, NewProfile profile) {
    var writing = new Writing(lane.sink().name(), () -> write(lane, profile));
    underWay.add(writing); // first: a stop must not miss it
    writing.start();
    return writing;
  }

  private Delivery ended(Writing writing) {
    Delivery delivery = writing.ended();
    underWay.remove(writing);
    return delivery;
  }

  private static Delivery write(Lane lane, NewProfile profile) {
    String sink = lane.sink().name();
    try (var _ = lane.slots().take()) {
      return Delivery.stored(sink, lane.sink().write(profile));
    } catch (ProfileFailure failure) {
      return Delivery.failed(sink, failure);
    } catch (RuntimeException thrown) {
      return Delivery.failed(sink, Bug.failure(Outcome.UNKNOWN, "writing to " + sink, thrown));
    }
  }
}
