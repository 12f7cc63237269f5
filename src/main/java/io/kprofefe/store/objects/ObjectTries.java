package io.kprofefe.store.objects;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.Attempt;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.ProfileEnding;
import io.kprofefe.store.ProfileId;
import io.kprofefe.store.ServiceFolder;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.store.objects.ObjectKeys.Entry;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One profile on its way into a bucket, try after try, under a name that nobody else has. Where the
 * first try finds it taken, it is somebody else's; where a later one does, it has found the
 * profile: not only a lost answer may have stored it, also a proxy's 503.
 */
final class ObjectTries implements Attempt {

  /**
   * Two profiles of one nanosecond rarely draw the same of 16 million names, and never so often.
   */
  private static final int NAMES = 20;

  private final ObjectClient client;
  private final ObjectKeys keys;
  private final NewProfile profile;
  private final String place;
  private ProfileId id;
  private boolean wasTried;
  private boolean mayBeStored;

  ObjectTries(ObjectClient client, ObjectKeys keys, NewProfile profile, String place) {
    this.client = client;
    this.keys = keys;
    this.profile = profile;
    this.place = place;
    this.id = named(profile);
  }

  @Override
  public StoredProfile make() throws ProfileFailure {
    if (Thread.currentThread().isInterrupted()) {
      throw new ProfileFailure(
          mayBeStored ? Outcome.UNKNOWN : Outcome.CANCELLED, "the run ended before it was sent");
    }
    if (ServiceFolder.of(profile.service()).isEmpty()) {
      throw new ProfileFailure(
          Outcome.REJECTED, "no key can hold the name of its service: it is too long, or no text");
    }
    for (int names = 1; names <= NAMES; names++) {
      try {
        Entry entry = keys.entry(id, ProfileEnding.of(profile.type(), profile.bytes()));
        client.put(entry.key(), profile.bytes(), profile.labels());
        return stored();
      } catch (ObjectFailure failure) {
        if (failure.trouble() != ObjectTrouble.THERE_ALREADY) {
          wasTried = true;
          mayBeStored |= failure.mayBeStored();
          throw failure.ofProfile(mayBeStored);
        }
        if (wasTried) {
          return stored();
        }
        id = named(profile);
      }
    }
    throw new ProfileFailure(
        Outcome.REJECTED, place + " says of every key that it is taken: is it a store?");
  }

  private StoredProfile stored() {
    return new StoredProfile(
        id.toString(), id.type(), id.service(), profile.labels(), id.createdAt());
  }

  private static ProfileId named(NewProfile profile) {
    int random = ThreadLocalRandom.current().nextInt(1 << 24);
    return new ProfileId(
        profile.service(),
        profile.type(),
        profile.createdAt(),
        HexFormat.of().toHexDigits(random, 6));
  }
}
