package io.kprofefe.store.pyroscope;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.PprofSummary;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Profiles on their way to a Pyroscope. */
final class Pushing {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  /** Nobody waits in these tests. */
  static final ThrottlePatience IMPATIENT = new ThrottlePatience(new Random(1), wait -> {});

  private Pushing() {}

  static PyroscopeSink sink(URI url) {
    return sink(PyroscopeSettings.of(url.toString()));
  }

  /** At noon. */
  static PyroscopeSink sink(PyroscopeSettings settings) {
    return new PyroscopeSink(settings, InstantSource.fixed(NOON), IMPATIENT);
  }

  /** What is never taken by one that is set up as by default, this one would be sent. */
  static PyroscopeSettings unlimited(URI url) {
    return PyroscopeSettings.of(url.toString())
        .withLimits(
            new PyroscopeLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(365 * 100)));
  }

  static NewProfile profile(StoredType type, byte[] bytes, String... labels) throws Exception {
    return profile("shop", type, bytes, labels);
  }

  /**
   * One that has passed the check, and was taken at noon.
   *
   * @param labels such as {@code pod=web-0}
   */
  static NewProfile profile(String service, StoredType type, byte[] bytes, String... labels)
      throws Exception {
    List<Label> all =
        Stream.of(labels)
            .map(label -> label.split("=", 2))
            .map(label -> new Label(label[0], label[1]))
            .toList();
    return new NewProfile(service, type, new Labels(all), NOON, bytes, Optional.of(summary(bytes)));
  }

  static PprofSummary summary(byte[] bytes) throws ProfileFailure, IOException {
    return new PprofCheck(PprofLimits.ofDecoded(64 << 20)).check(new ByteArrayInputStream(bytes));
  }

  static ProfileFailure failure(PyroscopeSink sink, NewProfile profile) {
    return assertThrows(ProfileFailure.class, () -> sink.write(profile));
  }
}
