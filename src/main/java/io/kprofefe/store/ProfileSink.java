package io.kprofefe.store;

import io.kprofefe.profile.ProfileFailure;

/** A place that takes profiles. Safe for use by many threads. */
public interface ProfileSink {

  /** A fixed word for metrics and reports, such as {@code profefe}. */
  String name();

  /**
   * Writes one profile; at most one copy of it is stored, whatever fails.
   *
   * @throws ProfileFailure {@code UNDELIVERED}, {@code REJECTED}, {@code UNKNOWN} or {@code
   *     CANCELLED}; {@code DECLINED} when it is not for this sink, by what it is; a {@link
   *     SinkDenied} when the sink does not let us in
   */
  StoredProfile write(NewProfile profile) throws ProfileFailure;
}
