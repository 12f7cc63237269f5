package io.kprofefe.run;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.PprofSummary;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.TraceCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a body is what was asked for, and of now. */
final class SoundnessCheck {

  private final PprofCheck pprof;
  private final TraceCheck trace;
  private final Duration maxSkew;

  SoundnessCheck(PprofLimits limits, Duration maxSkew) {
    this.pprof = new PprofCheck(limits);
    this.trace = new TraceCheck(limits.decodedBytes());
    this.maxSkew = maxSkew;
  }

  /**
   * @param asked when the request went out
   * @param answered when the last byte had come
   * @throws ProfileFailure {@code INVALID}, {@code TOO_LARGE} or {@code SKEWED}
   */
  Sound check(ProfileType type, byte[] body, Instant asked, Instant answered)
      throws ProfileFailure {
    try (var bytes = new ByteArrayInputStream(body)) {
      if (type == ProfileType.TRACE) {
        trace.check(bytes);
        return new Sound(asked, Optional.empty());
      }
      PprofSummary summary = pprof.check(bytes);
      var sound = new Sound(summary.time().orElse(asked), Optional.of(summary));
      return sound.empty() ? sound : ofNow(sound, asked, answered);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot fail to be read", impossible);
    }
  }

  /** Profefe files a profile by its own time: a wrong one would appear among other days'. */
  private Sound ofNow(Sound sound, Instant asked, Instant answered) throws ProfileFailure {
    Instant own = sound.createdAt();
    if (own.isBefore(asked.minus(maxSkew)) || own.isAfter(answered.plus(maxSkew))) {
      throw new ProfileFailure(
          Outcome.SKEWED,
          "its own time is %s, asked for at %s: more than %d s apart"
              .formatted(own, asked, maxSkew.toSeconds()));
    }
    return sound;
  }
}
