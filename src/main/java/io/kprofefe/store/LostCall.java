package io.kprofefe.store;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.Credentials;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.ServerUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.net.ssl.SSLException;

/**
 * A call to a server that got no whole answer, in the words of outcomes and of people.
 *
 * @param credentials what the server was shown, which is not repeated
 */
public record LostCall(ServerUrl url, Credentials credentials) {

  /**
   * What has become of the profile: {@code UNDELIVERED} or {@code CANCELLED} where it is certain
   * that it is not stored, else {@code UNKNOWN}.
   *
   * @param refused what a status other than 200 means, whose answer then broke off
   */
  public ProfileFailure failure(
      Sending sending, IOException lost, IntFunction<ProfileFailure> refused) {
    if (sending.status().orElse(200) != 200) {
      return refused.apply(sending.status().getAsInt());
    }
    Throwable cause = credentials.fitForLogs(lost);
    if (sending.mayHaveArrived(lost)) {
      return lost instanceof ProtocolException && sending.status().isEmpty()
          ? new ProfileFailure(Outcome.REJECTED, url + " answered what is not HTTP", cause)
          : new ProfileFailure(Outcome.UNKNOWN, said(lost) + ": it may be stored", cause);
    }
    return Thread.currentThread().isInterrupted()
        ? new ProfileFailure(Outcome.CANCELLED, "the run ended before it was sent", cause)
        : new Undelivered(said(lost), Optional.empty());
  }

  /** Why there is no answer. */
  public String said(IOException lost) {
    if (Thread.currentThread().isInterrupted()) {
      return "the run ended before " + url + " answered";
    }
    return switch (lost) {
      case CredentialException unusable -> unusable.reason();
      case UnknownHostException _ -> "no address is known for " + url;
      case ConnectException _, NoRouteToHostException _ ->
          "cannot connect to " + url + credentials.why(lost);
      case SSLException _ -> "no TLS with " + url + credentials.why(lost);
      case InterruptedIOException _ -> "no answer from " + url + " in time";
      default -> "the connection to " + url + " was lost" + credentials.why(lost);
    };
  }
}
