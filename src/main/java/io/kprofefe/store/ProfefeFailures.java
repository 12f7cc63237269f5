package io.kprofefe.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.store.StoreException.Problem;
import io.kprofefe.store.http.Sending;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What went wrong with a registry, in the words of outcomes and of people. Its own words are
 * untrusted: they quote what it was sent, our credentials among it.
 */
record ProfefeFailures(ProfefeUrl url, Credentials credentials) {

  /** It answered, and not with 200. */
  ProfileFailure refusal(int status, Optional<Duration> retryAfter, byte[] answer) {
    String reason = answered(status, answer);
    return switch (status) {
      case 401, 403 -> new SinkDenied(reason);
      case 429, 503 -> new Undelivered(reason, retryAfter);
      default -> new ProfileFailure(Outcome.REJECTED, reason);
    };
  }

  /** It answered 200, which alone is no success: so it answers a PUT as well. */
  ProfileFailure withoutId() {
    return new ProfileFailure(Outcome.REJECTED, url + " answered 200 without an id");
  }

  /** No whole answer came. */
  ProfileFailure lost(Sending sending, IOException lost) {
    return lostCall()
        .failure(sending, lost, status -> refusal(status, Optional.empty(), new byte[0]));
  }

  /** No profile has this id; nobody was asked. */
  StoreException unknown(String id) {
    return new StoreException(
        Problem.NOT_FOUND, url + " has no profile \"" + Untrusted.shown(id) + "\"");
  }

  /** A query was answered, and not with 200. */
  StoreException unread(int status, byte[] answer) {
    Problem problem =
        switch (status) {
          case 401, 403 -> Problem.DENIED;
          case 404 -> Problem.NOT_FOUND;
          default -> Problem.FAILED;
        };
    return new StoreException(problem, answered(status, answer));
  }

  /** A query was not answered, or not with what Profefe answers. */
  StoreException unread(IOException lost) {
    String reason =
        switch (lost) {
          case StreamConstraintsException _ -> url + " answered more than fits: ask for less time";
          case JsonProcessingException _ ->
              url + " answered what is not Profefe's: is it the right URL?";
          default -> lostCall().said(lost);
        };
    return new StoreException(Problem.FAILED, reason, credentials.fitForLogs(lost));
  }

  private String answered(int status, byte[] answer) {
    return url
        + " answered "
        + status
        + ProfefeAnswers.error(answer).map(error -> ": " + credentials.heard(error)).orElse("");
  }

  private LostCall lostCall() {
    return new LostCall(url.server(), credentials);
  }
}
