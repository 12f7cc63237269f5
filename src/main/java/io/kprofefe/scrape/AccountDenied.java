package io.kprofefe.scrape;

import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;

/**
 * The API server, or who asks it, knows who we are and gives us no profile: another try will be
 * answered the same.
 */
public final class AccountDenied extends ProfileFailure {

  private static final long serialVersionUID = 1L;

  public AccountDenied(String reason, Throwable cause) {
    super(Outcome.HTTP_STATUS, reason, cause);
  }
}
