package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;

/** Not even a refusal came back while we tried to connect: another dial would wait as long. */
final class Silence extends ProfileFailure {

  private static final long serialVersionUID = 1L;

  Silence(String reason) {
    super(Outcome.UNREACHABLE, reason);
  }
}
