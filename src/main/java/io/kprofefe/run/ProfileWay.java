package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.scrape.Answer;
import io.kprofefe.scrape.MemoryShare;
import io.kprofefe.scrape.Visit;
import io.kprofefe.store.NewProfile;
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
  ProfileEnd go(Visit visit, Target target, ProfileType type) {
    long bytes = 0;
    Instant asked = clock.instant();
    try (var answer = ask(visit, type);
        var held = bodies.hold(target.identity().namespace())) {
      byte[] body = read(answer, held);
      bytes = body.length;
      Sound sound = check(type, body, asked);
      return sound.empty()
          ? ProfileEnd.empty(target, type, bytes)
          : ProfileEnd.delivered(
              target, type, deliveries.deliver(newProfile(target, type, sound, body)), bytes);
    } catch (ProfileFailure failure) {
      return ProfileEnd.failed(target, type, failure, bytes);
    } catch (RuntimeException thrown) {
      var bug = Bug.failure(Outcome.INVALID, target.shown() + " " + type.word(), thrown);
      return ProfileEnd.failed(target, type, bug, bytes);
    }
  }

  /** How long bodies were asked for and read. */
  Duration collecting() {
    return collecting.time();
  }

  /** While a target samples, this holds its connection and nothing else. */
  private Answer ask(Visit visit, ProfileType type) throws ProfileFailure {
    try (var _ = collecting.enter()) {
      return visit.ask(type);
    }
  }

  private byte[] read(Answer answer, MemoryShare memory) throws ProfileFailure {
    try (var _ = collecting.enter()) {
      return answer.body(memory);
    }
  }

  private Sound check(ProfileType type, byte[] body, Instant asked) throws ProfileFailure {
    Instant answered = clock.instant();
    return checks.done(() -> check.check(type, body, asked, answered));
  }

  private static NewProfile newProfile(Target target, ProfileType type, Sound sound, byte[] body) {
    return new NewProfile(
        target.service(),
        type.storedAs(),
        target.labels().overriddenBy(type.storedLabels()),
        sound.createdAt(),
        body,
        sound.pprof());
  }
}
