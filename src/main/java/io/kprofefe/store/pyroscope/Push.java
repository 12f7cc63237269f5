package io.kprofefe.store.pyroscope;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.StoredProfile;
import java.util.List;

/**
 * One profile as it is sent: a series of its own, for of several Pyroscope stores the good ones and
 * answers with the error of the bad.
 */
record Push(NewProfile profile, SeriesLabels labels, SentPprof pprof) {

  /**
   * @throws ProfileFailure {@code DECLINED} when nothing in it is of use there; {@code REJECTED}
   *     when it would never be taken
   */
  static Push of(NewProfile profile, PyroscopeLimits limits) throws ProfileFailure {
    var suited = Suited.of(profile);
    var labels = SeriesLabels.of(suited.name(), profile.service(), remaining(profile));
    var push = new Push(profile, labels, suited.pprof());
    push.check(limits);
    return push;
  }

  PushContent content() {
    return PushContent.of(labels, pprof);
  }

  /** Pyroscope gives no id; what it is called here finds it there, among others of its series. */
  StoredProfile stored() {
    return new StoredProfile(
        labels.selector(),
        profile.type(),
        profile.service(),
        profile.labels(),
        profile.createdAt());
  }

  private void check(PyroscopeLimits limits) throws ProfileFailure {
    long bytes = pprof.decodedBytes() + labels.bytes();
    if (bytes > limits.bytes()) {
      throw rejected(
          "decoded it is %d bytes with its labels, and Pyroscope lets no more than %d through"
              + " at once (--pyroscope-max-decoded-size)",
          bytes, limits.bytes());
    }
    if (pprof.samples() > limits.samples()) {
      throw rejected(
          "it has %d samples, and Pyroscope takes %d (--pyroscope-max-samples)",
          pprof.samples(), limits.samples());
    }
  }

  private static Labels remaining(NewProfile profile) {
    List<Label> remaining =
        profile.labels().stream()
            .filter(label -> !Suited.isSaidByName(label.key(), profile))
            .toList();
    return new Labels(remaining);
  }

  private static ProfileFailure rejected(String why, long is, long most) {
    return new ProfileFailure(Outcome.REJECTED, "not sent: " + why.formatted(is, most));
  }
}
