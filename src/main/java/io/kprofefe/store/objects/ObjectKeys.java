package io.kprofefe.store.objects;

import io.kprofefe.profile.StoredType;
import io.kprofefe.store.ProfileEnding;
import io.kprofefe.store.ProfileId;
import io.kprofefe.store.ServiceFolder;
import java.util.Optional;

/**
 * The keys of profiles: below the prefix as the paths of a directory store below its directory, so
 * that they sort by time.
 *
 * @param prefix of all; empty, or with a slash at its end
 */
record ObjectKeys(String prefix) {

  /** A profile that is there, or is to be. */
  record Entry(ProfileId id, String key) {}

  Entry entry(ProfileId id, ProfileEnding ending) {
    return new Entry(id, prefix + id + ending.suffix());
  }

  /** What all keys of this service begin with; empty when there can be none. */
  Optional<String> service(String service) {
    return ServiceFolder.of(service).map(folder -> prefix + folder + "/");
  }

  static String type(String service, StoredType type) {
    return service + type.word() + "/";
  }

  /** The last folder of what keys begin with. */
  static String folder(String beginning) {
    String path = beginning.substring(0, beginning.length() - 1);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The profile of this key; empty when it is somebody else's object. */
  Optional<Entry> entry(String key) {
    return Optional.of(key)
        .filter(one -> one.startsWith(prefix))
        .flatMap(one -> ProfileEnding.stem(one.substring(prefix.length())))
        .flatMap(ProfileId::parse)
        .map(id -> new Entry(id, key));
  }
}
