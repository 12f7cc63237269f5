package io.kprofefe.cli;

import io.kprofefe.cli.option.LoadOptions.Loading;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofSummary;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.profile.StoredType;
import io.kprofefe.profile.TraceCheck;
import io.kprofefe.store.NewProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Profiles from files: checked as a run checks them, and as much of them as they say themselves.
 */
final class FileProfiles {

  private final Loading loading;
  private final InstantSource clock;

  /**
   * @param clock for what does not say when it was taken
   */
  FileProfiles(Loading loading, InstantSource clock) {
    this.loading = loading;
    this.clock = clock;
  }

  /**
   * One profile; empty when it has no samples.
   *
   * @throws ProfileFailure {@code INVALID} with what it looks like, or when its type is not told;
   *     {@code TOO_LARGE} over a limit
   * @throws IOException only what the stream throws
   */
  Optional<NewProfile> read(InputStream stream) throws ProfileFailure, IOException {
    byte[] bytes = bounded(stream);
    if (loading.kind().filter(kind -> kind.storedAs() == StoredType.TRACE).isPresent()) {
      new TraceCheck(loading.size().limits().decodedBytes()).check(new ByteArrayInputStream(bytes));
      return Optional.of(profile(loading.kind().get(), clock.instant(), bytes, Optional.empty()));
    }
    PprofSummary summary = checked(bytes);
    if (summary.samples() == 0) {
      return Optional.empty();
    }
    Instant time = summary.time().orElseGet(clock::instant);
    return Optional.of(profile(kind(summary), time, bytes, Optional.of(summary)));
  }

  private byte[] bounded(InputStream stream) throws ProfileFailure, IOException {
    int most = loading.size().bytes();
    byte[] bytes = stream.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new ProfileFailure(
          Outcome.TOO_LARGE,
          "it is over the limit of %d bytes (--max-profile-size)".formatted(most));
    }
    return bytes;
  }

  private PprofSummary checked(byte[] bytes) throws ProfileFailure, IOException {
    try {
      return new PprofCheck(loading.size().limits()).check(new ByteArrayInputStream(bytes));
    } catch (ProfileFailure refused) {
      throw TraceCheck.isTrace(bytes)
          ? new ProfileFailure(refused.outcome(), refused.reason() + ": give --type trace", refused)
          : refused;
    }
  }

  private StoredKind kind(PprofSummary summary) throws ProfileFailure {
    return loading
        .kind()
        .or(() -> StoredKind.recognizedIn(summary))
        .orElseThrow(() ->
            new ProfileFailure(
                Outcome.INVALID,
                "its samples are contentions, which mutex and block both have: give --type mutex or"
                    + " --type block"));
  }

  private NewProfile profile(
      StoredKind kind, Instant createdAt, byte[] bytes, Optional<PprofSummary> pprof) {
    return new NewProfile(
        loading.service(),
        kind.storedAs(),
        loading.labels().overriddenBy(kind.labels()),
        createdAt,
        bytes,
        pprof);
  }
}
