package io.kprofefe.store.objects;

import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.StoredType;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.NewProfile;
import io.kprofefe.store.Persistence;
import io.kprofefe.store.ProfileEnding;
import io.kprofefe.store.ProfileId;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.StoreException;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.store.objects.ObjectKeys.Entry;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of an S3-compatible store, or a prefix in one: one object a profile, whose key says
 * service, type and time as the paths of a directory store do, and whose metadata says the labels.
 * An object is there as a whole or not at all, and none is ever overwritten.
 */
public final class ObjectStore implements ProfileStore {

  /** The sink's name. */
  public static final String NAME = "objects";

  private final ObjectSettings settings;
  private final ObjectClient client;
  private final ObjectKeys keys;
  private final ObjectSearch search;
  private final Persistence persistence;

  /**
   * @throws UnusableObjects when the settings cannot be meant so; nobody was asked
   */
  public ObjectStore(ObjectSettings settings) throws UnusableObjects {
    this(settings, new Persistence());
  }

  ObjectStore(ObjectSettings settings, Persistence persistence) throws UnusableObjects {
    this.settings = settings;
    this.client = ObjectAccess.open(settings);
    this.keys = new ObjectKeys(settings.place().prefix());
    this.search = new ObjectSearch(client, keys);
    this.persistence = persistence;
  }

  /**
   * Asks whether the bucket is there, which each profile would be told otherwise.
   *
   * @throws UnusableObjects when it is certain that it is not; a server that is away, or that does
   *     not tell us, may be another one when the first profile comes
   */
  public void checkBucket() throws UnusableObjects {
    try {
      client.look();
    } catch (ObjectFailure failure) {
      switch (failure.trouble()) {
        case NO_BUCKET, REFUSED -> throw new UnusableObjects(failure.reason());
        default -> {
          // said of the first profile, if it still is so
        }
      }
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc} An interrupt of the thread, which must be virtual, ends it: {@code CANCELLED}
   * when the store cannot have the whole profile, else {@code UNKNOWN}.
   */
  @Override
  public StoredProfile write(NewProfile profile) throws ProfileFailure {
    return persistence.untilTaken(new ObjectTries(client, keys, profile, settings.shown()));
  }

  @Override
  public List<String> services() throws StoreException {
    try {
      return search.services();
    } catch (ObjectFailure failure) {
      throw failure.ofReading();
    }
  }

  /**
   * {@inheritDoc} Only the days the query spans are listed. Labels are not in lists: each profile
   * that is returned, or has to be looked at, is asked for by itself, several at a time.
   */
  @Override
  public List<StoredProfile> find(ProfileQuery query) throws StoreException {
    try {
      return search.find(query);
    } catch (ObjectFailure failure) {
      throw failure.ofReading();
    }
  }

  @Override
  public StoredProfile describe(String id) throws StoreException {
    return first(id, search::described);
  }

  @Override
  public InputStream open(String id) throws StoreException {
    return first(id, this::object);
  }

  private interface Looking<T> {
    Optional<T> at(Entry entry) throws ObjectFailure;
  }

  /** The key says how the profile is packed, which its id does not. */
  private <T> T first(String id, Looking<T> looking) throws StoreException {
    ProfileId known = ProfileId.parse(id).orElseThrow(() -> notFound(id));
    try {
      for (ProfileEnding ending : endings(known.type())) {
        Optional<T> found = looking.at(keys.entry(known, ending));
        if (found.isPresent()) {
          return found.get();
        }
      }
      throw notFound(id);
    } catch (ObjectFailure failure) {
      throw failure.ofReading();
    }
  }

  private Optional<InputStream> object(Entry entry) throws ObjectFailure {
    try {
      return Optional.of(client.open(entry.key()));
    } catch (ObjectFailure failure) {
      if (failure.trouble() == ObjectTrouble.NOT_THERE) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Almost all are gzipped. */
  private static List<ProfileEnding> endings(StoredType type) {
    return type == StoredType.TRACE
        ? List.of(ProfileEnding.TRACE)
        : List.of(ProfileEnding.GZIPPED, ProfileEnding.PLAIN);
  }

  private StoreException notFound(String id) {
    return new StoreException(
        StoreException.Problem.NOT_FOUND,
        "no profile " + Untrusted.shown(id) + " in " + settings.shown());
  }
}
