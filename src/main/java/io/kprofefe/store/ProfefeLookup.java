package io.kprofefe.store;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.PprofCheck;
import io.kprofefe.profile.PprofLimits;
import io.kprofefe.profile.ProfileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds what a registry lists a profile as, by its id alone. The API has no such call: it gives the
 * bytes, and lists by service and time. So the profile's own time, which it is filed by, says where
 * to look; where that finds nothing, all times are gone through.
 */
final class ProfefeLookup {

  /** Only its time is wanted: what is larger is looked for without. */
  private static final PprofLimits LIMITS = PprofLimits.ofDecoded(1L << 30);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.EPOCH.plusNanos(Long.MAX_VALUE);

  private final ProfileStore store;
  private final ProfefeFailures failures;

  ProfefeLookup(ProfileStore store, ProfefeFailures failures) {
    this.store = store;
    this.failures = failures;
  }

  /**
   * Empty when no service lists it.
   *
   * @throws StoreException {@link StoreException.Problem#NOT_FOUND} when there are no such bytes
   */
  Optional<StoredProfile> find(String id) throws StoreException {
    Optional<Instant> time = ownTime(id);
    if (time.isPresent()) {
      Instant filed = time.get();
      Optional<StoredProfile> there = find(id, filed.minusSeconds(1), filed.plusSeconds(1));
      if (there.isPresent()) {
        return there;
      }
    }
    return find(id, FIRST, LAST);
  }

  private Optional<StoredProfile> find(String id, Instant from, Instant to) throws StoreException {
    for (String service : store.services()) {
      var everything =
          new ProfileQuery(service, Optional.empty(), from, to, Labels.NONE, OptionalInt.empty());
      Optional<StoredProfile> found =
          store.find(everything).stream().filter(one -> one.id().equals(id)).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> ownTime(String id) throws StoreException {
    try (InputStream body = store.open(id)) {
      return new PprofCheck(LIMITS).check(body).time();
    } catch (ProfileFailure trace) {
      return Optional.empty();
    } catch (StoreException unread) {
      throw unread;
    } catch (IOException lost) {
      throw failures.unread(lost);
    }
  }
}
