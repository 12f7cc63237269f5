package io.kprofefe.scrape;

import static io.kprofefe.profile.Outcome.BUSY;
import static io.kprofefe.profile.Outcome.CANCELLED;
import static io.kprofefe.profile.Outcome.HTTP_STATUS;
import static io.kprofefe.profile.Outcome.INVALID;
import static io.kprofefe.profile.Outcome.REDIRECT;
import static io.kprofefe.profile.Outcome.TIMEOUT;
import static io.kprofefe.profile.Outcome.TLS;
import static io.kprofefe.profile.Outcome.TOO_LARGE;
import static io.kprofefe.profile.Outcome.UNREACHABLE;

import io.kprofefe.kubernetes.ForwardLost;
import io.kprofefe.kubernetes.ForwardRefused;
import io.kprofefe.profile.ProfileFailure;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.scrape.OnlyStatus200.OtherStatus;
import io.kprofefe.target.AskedAs.OwnAccount;
import io.kprofefe.target.Target;
import io.kprofefe.target.Via;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why one call brought no profile: from what was seen on its wire, and from who ended it. The one
 * place where an exception of the network becomes an outcome.
 */
record Loss(
    ProfileUrl url,
    Target target,
    Wire wire,
    TimeLimit limit,
    CallsInFlight calls,
    Duration connecting) {

  private static final int FORBIDDEN = 403;
  private static final Set<Integer> DENIALS = Set.of(401, FORBIDDEN);
  private static final String HEAD = (CountedSocket.HEAD_BYTES >> 10) + " KiB";

  ProfileFailure of(IOException lost) {
    if (lost instanceof OtherStatus other) {
      return status(other);
    }
    if (limit.isOver()) {
      return wire.connected() ? late() : new Silence(noConnectionIn(limit.toString()));
    }
    if (calls.stopped().isPresent()) {
      return new ProfileFailure(CANCELLED, calls.stopped().get(), lost);
    }
    if (!wire.connected()) {
      return unconnected(lost);
    }
    if (wire.headTooLarge()) {
      return new ProfileFailure(TOO_LARGE, "the head of " + url + " is over " + HEAD, lost);
    }
    if (wire.securing() || (lost instanceof SSLException && !wire.answered())) {
      return new ProfileFailure(
          TLS, "no TLS with " + url + ": " + message(lost) + whoToTrust(), lost);
    }
    if (!wire.answered() && !(lost instanceof ProtocolException)) {
      return new ProfileFailure(UNREACHABLE, unanswered(lost), lost);
    }
    return wire.headRead() ? brokenBody(lost) : brokenHead(lost);
  }

  private ProfileFailure status(OtherStatus other) {
    if (other.busy) {
      return new ProfileFailure(BUSY, "somebody else takes a CPU profile at " + url, other);
    }
    String said = url + " answered with status " + other.status + missing(other.status);
    if (target.as() instanceof OwnAccount && DENIALS.contains(other.status)) {
      return new AccountDenied(said, other);
    }
    return new ProfileFailure(other.isRedirect() ? REDIRECT : HTTP_STATUS, said, other);
  }

  /** The right that would help where our own account is known, and may not. */
  private String missing(int status) {
    return target.as() instanceof OwnAccount account && status == FORBIDDEN
        ? ": our account needs " + account.right()
        : "";
  }

  /** Where the certificate is one that the cluster's authority has not signed. */
  private String whoToTrust() {
    if (!(target.as() instanceof OwnAccount account) || account.unchecked()) {
      return "";
    }
    return target.endpoint().via() == Via.API_SERVER
        ? "; see --certificate-authority"
        : "; see --control-plane-insecure-skip-tls-verify";
  }

  private ProfileFailure late() {
    String what = wire.headRead() ? "no whole answer from " : "no answer from ";
    return new ProfileFailure(TIMEOUT, what + url + " in " + limit);
  }

  private ProfileFailure unconnected(IOException lost) {
    Optional<ForwardRefused> refused = cause(lost, ForwardRefused.class);
    if (refused.isPresent()) {
      return refused.get().denied()
          ? new RouteDenied(refused.get())
          : new ProfileFailure(UNREACHABLE, refused.get().sentence(), lost);
    }
    return lost instanceof SocketTimeoutException
        ? new Silence(noConnectionIn(Seconds.shown(connecting)))
        : new ProfileFailure(UNREACHABLE, "no connection to " + url + ": " + message(lost), lost);
  }

  /** Over a forward the connection stands before the pod is dialled. */
  private String unanswered(IOException lost) {
    return cause(lost, ForwardLost.class)
        .map(node -> "no connection to " + url + ": " + node.sentence())
        .orElse(url + " closed the connection before it answered");
  }

  private String noConnectionIn(String time) {
    return "no connection to " + url + " in " + time;
  }

  private ProfileFailure brokenHead(IOException lost) {
    if (lost instanceof ProtocolException) {
      return notHttp(lost);
    }
    return new ProfileFailure(INVALID, url + " broke off in the head of its answer", lost);
  }

  /** The head is none that HTTP knows. */
  ProfileFailure notHttp(IOException lost) {
    return new ProfileFailure(INVALID, "what answers at " + url + " does not speak HTTP", lost);
  }

  private ProfileFailure brokenBody(IOException lost) {
    return new ProfileFailure(INVALID, url + " broke off in the middle of the profile", lost);
  }

  private static <T> Optional<T> cause(Throwable lost, Class<T> wanted) {
    return Stream.iterate(lost, cause -> cause != null, Throwable::getCause)
        .filter(wanted::isInstance)
        .map(wanted::cast)
        .findFirst();
  }

  /** The innermost message: OkHttp wraps what the system said. */
  private static String message(Throwable lost) {
    Throwable innermost = lost;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : Untrusted.shown(message);
  }
}
