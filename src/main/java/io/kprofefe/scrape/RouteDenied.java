package io.kprofefe.scrape;

import io.kprofefe.kubernetes.ForwardRefused;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;

/**
 * The API server lets us list a target, and not reach it: another try will be answered the same.
 */
public final class RouteDenied extends ProfileFailure {

  private static final long serialVersionUID = 1L;

  RouteDenied(ForwardRefused refused) {
    super(Outcome.UNREACHABLE, refused.sentence(), refused);
  }
}
