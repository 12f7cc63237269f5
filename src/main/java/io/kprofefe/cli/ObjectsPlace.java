package io.kprofefe.cli;

import io.kprofefe.cli.option.ObjectOptions.Objects;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.store.ProfileStore;
import io.kprofefe.store.objects.ObjectPlace;
import io.kprofefe.store.objects.ObjectSettings;
import io.kprofefe.store.objects.ObjectStore;
import io.kprofefe.store.objects.UnusableObjects;
import io.kprofefe.store.objects.aws.AwsEnvironment;

/** Object storage that a command line names, opened. */
final class ObjectsPlace {

  private ObjectsPlace() {}

  /** To read; nobody is asked yet. */
  static ProfileStore toRead(Objects objects) throws UsageException {
    return opened(objects);
  }

  /** To write: that the bucket is not there is said once, and not of each profile. */
  static ProfileStore toWrite(Objects objects) throws UsageException {
    ObjectStore store = opened(objects);
    try {
      store.checkBucket();
    } catch (UnusableObjects unusable) {
      throw unusable(unusable);
    }
    return store;
  }

  private static ObjectStore opened(Objects objects) throws UsageException {
    try {
      return new ObjectStore(
          ObjectSettings.of(
              ObjectPlace.parse(objects.place()),
              objects.endpoint(),
              objects.region(),
              objects.authorities(),
              new AwsEnvironment(objects.environment()),
              objects.machineRole()));
    } catch (UnusableObjects unusable) {
      throw unusable(unusable);
    }
  }

  private static UsageException unusable(UnusableObjects why) {
    return new UsageException("for --objects, " + why.getMessage());
  }
}
