package io.kprofefe.store;

import java.io.InputStream;
import java.util.List;

/** A sink whose profiles can be found again. */
public interface ProfileStore extends ProfileSink {

  /** The names of all services with a profile, sorted; empty when there is none. */
  List<String> services() throws StoreException;

  /**
   * What the query asks for, oldest first; within one second in no firm order. Empty when nothing
   * matches. Labels are compared here, not by a server: Profefe's own filter loses profiles.
   */
  List<StoredProfile> find(ProfileQuery query) throws StoreException;

  /**
   * What the store lists this profile as.
   *
   * @throws StoreException {@link StoreException.Problem#NOT_FOUND} when no profile has this id
   */
  StoredProfile describe(String id) throws StoreException;

  /**
   * The bytes as they were written. The caller closes the stream.
   *
   * @throws StoreException {@link StoreException.Problem#NOT_FOUND} when no profile has this id
   */
  InputStream open(String id) throws StoreException;
}
