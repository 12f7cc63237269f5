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
 * Hands each profile to every sink at the same time, so that one that is slow or away does not keep
 * another from its copy. Safe for use by many threads.
 */
final class Deliveries {

  private final List<ProfileSink> sinks;
  private final Set<Writing> underWay = ConcurrentHashMap.newKeySet();
  private final StageWatch delivering = new StageWatch();
  private volatile boolean stopped;

  Deliveries(List<ProfileSink> sinks) {
    if (sinks.isEmpty()) {
      throw new IllegalArgumentException("profiles need a sink to go to");
    }
    this.sinks = List.copyOf(sinks);
  }

  /** Returns when each sink has taken or refused it: one delivery a sink, in their order. */
  List<Delivery> deliver(NewProfile profile) {
    try (var _ = delivering.enter()) {
      return sinks.stream().map(sink -> start(sink, profile)).toList().stream()
          .map(this::ended)
          .toList();
    }
  }

  /** Tells the sinks, by an interrupt, to end what is under way, and what comes later. */
  void stop() {
    stopped = true;
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

  private Writing start(ProfileSink sink, NewProfile profile) {
    var writing = new Writing(sink.name(), () -> write(sink, profile));
    underWay.add(writing); // first: a stop must not miss it
    writing.start();
    if (stopped) {
      writing.cutOff();
    }
    return writing;
  }

  private Delivery ended(Writing writing) {
    Delivery delivery = writing.ended();
    underWay.remove(writing);
    return delivery;
  }

  private static Delivery write(ProfileSink sink, NewProfile profile) {
    try {
      return Delivery.stored(sink.name(), sink.write(profile));
    } catch (ProfileFailure failure) {
      return Delivery.failed(sink.name(), failure);
    } catch (RuntimeException thrown) {
      var bug = Bug.failure(Outcome.UNKNOWN, "writing to " + sink.name(), thrown);
      return Delivery.failed(sink.name(), bug);
    }
  }
}
