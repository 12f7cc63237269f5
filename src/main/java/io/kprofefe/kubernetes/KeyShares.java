package io.kprofefe.kubernetes;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * With which groups a handshake begins: X25519 alone, until a server does not take it; then all
 * that the JDK knows. It would always send a share for P-256 too, and the table that it computes
 * for that is more than a quarter of the CPU time of a start (seen with 25.0.3).
 */
final class KeyShares implements Interceptor {

  private static final String[] X25519 = {"x25519"};

  private final AtomicBoolean all = new AtomicBoolean();

  void choose(SSLParameters parameters) {
    if (!all.get()) {
      parameters.setNamedGroups(X25519);
    }
  }

  /**
   * Asks once more when that may have been the trouble: never a server that is not trusted, nor one
   * that has heard the question, which may have been for a profile that costs it something.
   */
  @Override
  public Response intercept(Chain chain) throws IOException {
    boolean allBefore = all.get(); // another call may find out meanwhile
    var asked = new Asked();
    Request request = chain.request().newBuilder().tag(Asked.class, asked).build();
    try {
      return chain.proceed(request);
    } catch (SSLException refused) {
      if (allBefore || asked.yes.get() || TlsTrouble.isLasting(refused)) {
        throw refused;
      }
      all.set(true);
      return chain.proceed(request);
    }
  }

  /** Comes to be when the handshake is over. */
  static Response asked(Chain chain) throws IOException {
    Asked asked = chain.request().tag(Asked.class);
    if (asked != null) {
      asked.yes.set(true);
    }
    return chain.proceed(chain.request());
  }

  /** Whether a question has been put to the server. */
  private static final class Asked {
    private final AtomicBoolean yes = new AtomicBoolean();
  }
}
