package io.kprofefe.kubernetes;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Reads what an API server says when it does not switch protocols: fabric8 closes such a body
 * unread (seen with 7.8.0). A 401 is left to fabric8, which may have another token to try.
 */
final class UpgradeRefusal implements Interceptor {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int UNAUTHORIZED = 401;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    boolean upgrade = chain.request().header("Upgrade") != null;
    if (!upgrade || response.code() == SWITCHING_PROTOCOLS || response.code() == UNAUTHORIZED) {
      return response;
    }
    try (response) {
      throw new NotSwitched(Refusal.read(response.code(), response.body().byteStream()));
    }
  }

  /** An answer other than 101. */
  static final class NotSwitched extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    private NotSwitched(Refusal refusal) {
      super(refusal.shown());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
