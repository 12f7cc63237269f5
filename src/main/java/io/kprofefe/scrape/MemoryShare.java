package io.kprofefe.scrape;

import io.kprofefe.profile.ProfileFailure;

/** What one body may hold of a memory that all of them share. For one thread. */
@FunctionalInterface
public interface MemoryShare {

  /**
   * Waits until this body may hold so many bytes altogether; fewer than before are given back at
   * once.
   *
   * @throws ProfileFailure {@code CANCELLED} when it will not come to that any more
   */
  void resize(long bytes) throws ProfileFailure;
}
