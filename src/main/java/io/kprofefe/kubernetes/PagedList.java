package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.ListingException.Problem.TRANSIENT;

import io.kprofefe.kubernetes.PageRequest.Expired;
import io.kprofefe.kubernetes.PageRequest.Unanswered;
import java.util.Optional;

/**
 * Reads one list to its end, page after page. A page that was cut, or a list that is begun again,
 * brings things a second time: who reads them has to know them.
 */
final class PagedList {

  private static final String FIRST = "";

  /** So many in one list are no longer bad luck. */
  private static final int MOST_EXPIRATIONS = 20;

  private final PageRequest pages;
  private final Patience patience;
  private int expirations;

  PagedList(PageRequest pages, Patience patience) {
    this.pages = pages;
    this.patience = patience;
  }

  void read() throws ListingException {
    Optional<String> token = Optional.of(FIRST);
    while (token.isPresent()) {
      token = read(token.get());
    }
  }

  /** Reads the page after this token; returns the token to go on with, unless it was the last. */
  private Optional<String> read(String token) throws ListingException {
    try {
      String next = readPatiently(token);
      return next.isEmpty() ? Optional.empty() : Optional.of(next);
    } catch (Expired e) {
      return Optional.of(tokenAfter(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ListingException(TRANSIENT, "reading the " + pages.what() + " was interrupted", e);
    }
  }

  private String readPatiently(String token)
      throws ListingException, Expired, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        return pages.read(token);
      } catch (Unanswered e) {
        if (tried == patience.tries()) {
          throw new ListingException(TRANSIENT, e.getMessage() + " (" + tried + " tries)", e);
        }
        patience.beforeNext(tried, e.retryAfter());
      }
    }
  }

  /** A list that expires is begun again once; after that it goes on where it was, as it is now. */
  private String tokenAfter(Expired expired) throws ListingException {
    expirations++;
    if (expirations == 1) {
      return FIRST;
    }
    if (expired.continuation().isEmpty() || expirations > MOST_EXPIRATIONS) {
      throw new ListingException(
          TRANSIENT, "the " + pages.what() + " expires faster than it can be read", expired);
    }
    return expired.continuation();
  }
}
