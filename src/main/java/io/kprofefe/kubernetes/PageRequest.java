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

  private static final String NOTHING_FOLLOWS = "";

  private final ApiServer api;
  private final Query query;
  private final Page page;

  PageRequest(ApiServer api, Query query, Page page) {
    this.api = api;
    this.query = query;
    this.page = page;
  }

  /** Reads the body of an answer, and keeps or hands on what is in it. */
  interface Page {
    /**
     * Reads to the end.
     *
     * @return the next page's token; empty after the last
     * @throws NotAsked when it is whole, and something else
     * @throws IOException otherwise, when it is not whole, or no JSON
     */
    String read(InputStream body) throws IOException;
  }

  /** The answer is not what an API server says when asked for this. */
  static final class NotAsked extends IOException {
    private static final long serialVersionUID = 1L;
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

  /** For a sentence: {@code list of pods}. */
  String what() {
    return query.what();
  }

  /**
   * Reads the page that follows this token.
   *
   * @return the next page's token; empty after the last
   * @throws Unanswered perhaps with some of it read already
   */
  String read(String token) throws ListingException, Expired, Unanswered, InterruptedException {
    try {
      HttpResponse<InputStream> answer = api.get(query.page(token));
      try (InputStream body = answer.body()) {
        if (answer.code() == 200) {
          return page.read(body);
        }
        if (answer.code() == 404 && query.mayBeAbsent()) {
          return NOTHING_FOLLOWS;
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
              FAILED, api + " does not " + query.action() + ": " + refusal.shown());
    };
  }

  private String forbidden(Refusal refusal) {
    String who = refusal.user().map(user -> user + " may").orElse("we may");
    return who + " not " + query.action() + ": needs " + query.right();
  }

  private ListingException notRead(IOException e) throws Unanswered, InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (e instanceof TokenFile.Unreadable) {
      return new ListingException(FAILED, "nothing to show to " + api + ": " + e.getMessage(), e);
    }
    if (e instanceof NotAsked || malformed(e)) {
      return new ListingException(
          FAILED, api + " is no Kubernetes API server: its answer is no " + query.what(), e);
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
