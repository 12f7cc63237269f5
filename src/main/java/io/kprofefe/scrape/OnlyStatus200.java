package io.kprofefe.scrape;

import java.io.IOException;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Lets nothing but a 200 through. OkHttp's own way with the others is not ours: it asks again by
 * itself after a {@code 503} with {@code Retry-After: 0}, which would be a second CPU profile.
 */
final class OnlyStatus200 implements Interceptor {

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final long ERROR_BYTES = 1024;

  /** Go's words when the one CPU profile there can be is taken already. */
  private static final String BUSY = "cpu profiling already in use";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() == OK) {
      return response;
    }
    boolean busy = response.code() == SERVER_ERROR && start(response).contains(BUSY);
    chain.call().cancel(); // closing alone would first read on, for a while
    response.close();
    throw new OtherStatus(response.code(), busy);
  }

  private static String start(Response response) {
    BufferedSource body = response.body().source();
    try {
      body.request(ERROR_BYTES);
    } catch (IOException lost) {
      return body.getBuffer().snapshot().utf8(); // the status is known, whatever else is lost
    }
    return body.getBuffer().snapshot().utf8();
  }

  /** The target answered with another status. */
  static final class OtherStatus extends IOException {

    private static final long serialVersionUID = 1L;

    /** Not 304 and the like, which lead nowhere. */
    private static final Set<Integer> REDIRECTS = Set.of(300, 301, 302, 303, 307, 308);

    final int status;
    final boolean busy;

    OtherStatus(int status, boolean busy) {
      super("status " + status);
      this.status = status;
      this.busy = busy;
    }

    boolean isRedirect() {
      return REDIRECTS.contains(status);
    }
  }
}
