package io.kprofefe.store;

import io.kprofefe.profile.ProfileFailure;

/** One try to store a profile. */
@FunctionalInterface
public interface Attempt {

  /**
   * Makes it.
   *
   * @throws ProfileFailure as {@link ProfileSink#write}
   */
  StoredProfile make() throws ProfileFailure;
}
