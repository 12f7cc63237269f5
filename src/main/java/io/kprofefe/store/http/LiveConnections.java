package io.kprofefe.store.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Profiles go over connections that were used before, but never over one on which the server has
 * said anything since, if only that it is closed: whether it took a profile that was sent there
 * nobody could tell. Such a connection is dropped, and the next one asked for.
 */
final class LiveConnections {

  /** As short as a read can be: what has come is there already. */
  private static final int A_LOOK_MILLIS = 1;

  /** Nothing was sent. */
  private static final class NotLive extends IOException {

    private static final long serialVersionUID = 1L;
  }

  private LiveConnections() {}

  static OkHttpClient.Builder only(OkHttpClient.Builder client) {
    return client
        .addInterceptor(LiveConnections::untilOneIsLive)
        .addNetworkInterceptor(LiveConnections::check);
  }

  /** Ends, for each that is not live leaves the pool, and a new one is. */
  private static Response untilOneIsLive(Interceptor.Chain chain) throws IOException {
    while (true) {
      try {
        return chain.proceed(chain.request());
      } catch (NotLive dropped) {
        // on to the next
      }
    }
  }

  private static Response check(Interceptor.Chain chain) throws IOException {
    Sending sending = chain.request().tag(Sending.class);
    Connection connection = chain.connection();
    if (sending != null
        && connection != null
        && sending.reuses()
        && !isQuiet(connection.socket())) {
      throw new NotLive();
    }
    return chain.proceed(chain.request());
  }

  private static boolean isQuiet(Socket socket) {
    try {
      int usual = socket.getSoTimeout();
      socket.setSoTimeout(A_LOOK_MILLIS);
      try {
        socket.getInputStream().read();
        return false;
      } catch (SocketTimeoutException quiet) {
        return true;
      } finally {
        socket.setSoTimeout(usual);
      }
    } catch (IOException lost) {
      return false;
    }
  }
}
