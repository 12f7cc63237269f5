package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.scrape.Answer;
import io.kprofefe.scrape.MemoryShare;
import io.kprofefe.scrape.Visit;
import io.kprofefe.store.NewProfile;
import io.kprofefe.target.Handler;
import io.kprofefe.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The way of one profile: asked for, read, checked, delivered. Safe for use by many threads. */
final class ProfileWay {

  private final Bodies bodies;
  private final Checks checks;
  private final SoundnessCheck check;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final StageWatch collecting = new StageWatch();

  ProfileWay(
      Bodies bodies,
      Checks checks,
      SoundnessCheck check,
      Deliveries deliveries,
      InstantSource clock) {
    this.bodies = bodies;
    this.checks = checks;
    this.check = check;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /** Goes it to its end; the one place where a failure becomes an outcome. */
  ProfileEnd go(Visit visit, Target target, Handler handler) {
    long bytes = 0;
    Instant asked = clock.instant();
    try (var answer = ask(visit, handler);
        var held = bodies.hold(target.identity().namespace())) {
      byte[] body = read(answer, held);
      bytes = body.length;
      Sound sound = check(handler, body, asked);
      return sound.empty()
          ? ProfileEnd.empty(target, handler, bytes)
          : ProfileEnd.delivered(
              target, handler, deliveries.deliver(newProfile(target, handler, sound, body)), bytes);
    } catch (ProfileFailure failure) {
      return ProfileEnd.failed(target, handler, failure, bytes);
    } catch (RuntimeException thrown) {
      var bug = Bug.failure(Outcome.INVALID, target.shown() + " " + handler.name(), thrown);
      return ProfileEnd.failed(target, handler, bug, bytes);
    }
  }

  /** How long bodies were asked for and read. */
  Duration collecting() {
    return collecting.time();
  }

  /** While a target samples, this holds its connection and nothing else. */
  private Answer ask(Visit visit, Handler handler) throws ProfileFailure {
    try (var _ = collecting.enter()) {
      return visit.ask(handler);
    }
  }

  private byte[] read(Answer answer, MemoryShare memory) throws ProfileFailure {
    try (var _ = collecting.enter()) {
      return answer.body(memory);
    }
  }

  private Sound check(Handler handler, byte[] body, Instant asked) throws ProfileFailure {
    Instant answered = clock.instant();
    return checks.done(() -> check.check(handler.type(), body, asked, answered));
  }

  private static NewProfile newProfile(Target target, Handler handler, Sound sound, byte[] body) {
    return new NewProfile(
        target.service(),
        handler.type().storedAs(),
        target.labels().overriddenBy(handler.storedLabels()),
        sound.createdAt(),
        body,
        sound.pprof());
  }
}
