package io.kprofefe.store.spool;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileSink;
import io.kprofefe.store.StoredProfile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A sink that keeps in a spool what the sink behind it could not take. */
public final class SpoolingSink implements ProfileSink {

  private interface Keeping {
    void keep(NewProfile profile) throws IOException;
  }

  /**
   * An interrupt, which may be why it was not delivered, must not cut off the keeping as well,
   * whenever it comes.
   */
  private static final Executor UNINTERRUPTED = Thread.ofVirtual().name("spool")::start;

  private final ProfileSink sink;
  private final Spool spool;

  public SpoolingSink(ProfileSink sink, Spool spool) {
    this.sink = sink;
    this.spool = spool;
  }

  @Override
  public String name() {
    return sink.name();
  }

  /**
   * @throws ProfileFailure {@code SPOOLED} when it is kept for the next run; {@code UNKNOWN} when
   *     the next run has to look whether it is there; else as the sink behind does
   */
  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    try {
      return sink.write(profile);
    } catch (ProfileFailure failure) {
      throw switch (failure.outcome()) {
        case UNDELIVERED, CANCELLED ->
            kept(profile, spool::keep, Outcome.SPOOLED, failure, "kept for the next run");
        case UNKNOWN ->
            kept(
                profile,
                spool::keepSent,
                Outcome.UNKNOWN,
                failure,
                "the next run looks whether it is stored");
        default -> failure;
      };
    }
  }

  private static ProfileFailure kept(
      NewProfile profile, Keeping keeping, Outcome outcome, ProfileFailure failure, String then) {
    return CompletableFuture.supplyAsync(() -> whyNotKept(profile, keeping), UNINTERRUPTED)
        .join()
        .map(why ->
            new ProfileFailure(
                failure.outcome(), failure.reason() + "; it could not be spooled: " + why, failure))
        .orElseGet(() -> new ProfileFailure(outcome, failure.reason() + "; " + then, failure));
  }

  private static Optional<String> whyNotKept(NewProfile profile, Keeping keeping) {
    try {
      keeping.keep(profile);
      return Optional.empty();
    } catch (IOException full) {
      return Optional.of(Untrusted.shown(String.valueOf(full.getMessage())));
    }
  }
}
