package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.ListingException.Problem.DENIED;
import static io.kprofefe.kubernetes.ListingException.Problem.FAILED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the API server for one page, once, and says what its answer means. */
final class PageRequest {

  private final ApiServer api;
  private final PodQuery query;

  PageRequest(ApiServer api, PodQuery query) {
    this.api = api;
    this.query = query;
  }

  /** A 410: the list, as it was when it was begun, is no longer kept. */
  static final class Expired extends Exception {
    private static final long serialVersionUID = 1L;

    private final String continuation;

    private Expired(String continuation) {
      this.continuation = continuation;
    }

    /** Where the list goes on as it is now; empty when the server offers that not. */
    String continuation() {
      return continuation;
    }
  }

  /** No answer, half of one, or "not now": another try may bring it. */
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    private Unanswered(String sentence, Optional<Duration> retryAfter) {
      super(sentence);
      this.retryAfter = retryAfter;
    }

    private Unanswered(String sentence, Throwable cause) {
      super(sentence, cause);
      this.retryAfter = Optional.empty();
    }

    /** When the server wants to be asked again. */
    Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /**
   * Hands the pods on that are wanted of the page that follows this token.
   *
   * @return the next page's token; empty after the last
   * @throws Unanswered perhaps with some of its pods handed on already
   */
  String read(String token, Sieve pods)
      throws ListingException, Expired, Unanswered, InterruptedException {
    try {
      HttpResponse<InputStream> answer = api.get(query.page(token));
      try (InputStream body = answer.body()) {
        if (answer.code() == 200) {
          return PodPage.read(body, pods);
        }
        throw refused(Refusal.read(answer.code(), body), answer.header("Retry-After"));
      }
    } catch (IOException e) {
      throw notRead(e);
    }
  }

  private ListingException refused(Refusal refusal, @Nullable String retryAfter)
      throws Expired, Unanswered {
    return switch (refusal.code()) {
      case 410 -> throw new Expired(refusal.continuation());
      case 429, 500, 501, 502, 503, 504 ->
          throw new Unanswered(api + " answers " + refusal.shown(), wait(retryAfter));
      case 401 ->
          new ListingException(
              DENIED,
              api + " answers 401: the token or certificate it was sent is wrong or has expired");
      case 403 -> new ListingException(DENIED, forbidden(refusal));
      default ->
          new ListingException(
              FAILED, api + " does not list pods " + query.where() + ": " + refusal.shown());
    };
  }

  private String forbidden(Refusal refusal) {
    return refusal.user().map(user -> user + " may").orElse("we may")
        + " not list pods "
        + query.where()
        + ": needs the verb list on pods there, see rbac/";
  }

  private ListingException notRead(IOException e) throws Unanswered, InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (e instanceof TokenFile.Unreadable) {
      return new ListingException(FAILED, "nothing to show to " + api + ": " + e.getMessage(), e);
    }
    if (e instanceof PodPage.NotPods || malformed(e)) {
      return new ListingException(
          FAILED, api + " is no Kubernetes API server: its answer is no list of pods", e);
    }
    if (TlsTrouble.isLasting(e)) {
      return new ListingException(
          FAILED,
          api + " cannot be trusted: " + rootMessage(e) + "; see --certificate-authority",
          e);
    }
    throw new Unanswered(api + " does not answer: " + rootMessage(e), e);
  }

  private static boolean malformed(IOException e) {
    return e instanceof JsonProcessingException && !(e instanceof JsonEOFException);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : OneLine.of(message);
  }

  /** The other form, a date, is not what an API server sends. */
  private static Optional<Duration> wait(@Nullable String retryAfter) {
    return retryAfter != null && retryAfter.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(retryAfter)))
        : Optional.empty();
  }
}
