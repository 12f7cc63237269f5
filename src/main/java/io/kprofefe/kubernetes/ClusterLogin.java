package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import io.fabric8.kubernetes.client.utils.ImpersonatorInterceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Headers;
import okhttp3.OkHttpClient;

/**
 * How we show ourselves to the API server and to what asks that whom it has before it, for calls
 * that are made by another client than that for lists. Safe for use by many threads.
 */
public final class ClusterLogin {

  /**
   * A minute after this fabric8 would read the kubeconfig again before each call, and run its exec
   * plugin in a way of its own (seen with 7.8.0). What is in a file is read each time.
   */
  private static final Instant NEVER_AGAIN = Instant.MAX.minus(Duration.ofDays(1));

  private final HttpClient http;
  private final Config config;
  private final ClusterTls tls;
  private final List<Interceptor> ofUs;
  private final HttpRequest any;

  ClusterLogin(HttpClient http, Config config, ClusterTls tls) {
    this.http = http;
    this.config = config;
    this.tls = tls;
    this.ofUs =
        List.of(
            new TokenRefreshInterceptor(config, new AskedOnce(), NEVER_AGAIN),
            new ImpersonatorInterceptor(config.getRequestConfig()));
    this.any = http.newHttpRequestBuilder().uri(config.getMasterUrl()).build();
  }

  /**
   * One that goes to the API server as the lists do: by its TLS, and its proxy where it has one.
   */
  public OkHttpClient.Builder toApiServer() {
    return ((OkHttpClientImpl) http).getOkHttpClient().newBuilder();
  }

  /**
   * Has a client show our certificate, where we have one, and trust whom the cluster trusts.
   *
   * @param unchecked trust anybody
   */
  public void applyTo(OkHttpClient.Builder client, boolean unchecked) {
    (unchecked ? tls.ofAnybody() : tls.ofAnother()).applyTo(client);
  }

  /**
   * What says who we are, as of now: a token is renewed in its file.
   *
   * @throws IOException when the token cannot be read, or sent
   */
  public Headers headers() throws IOException {
    var said = new Said();
    try {
      ofUs.forEach(each -> each.before(said, any, this::tag));
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    } catch (IllegalArgumentException unsendable) {
      throw new IOException(
          "who we are cannot be said: no header takes a token or a name of more than a line, or"
              + " with other than ASCII",
          unsendable);
    }
    return said.headers.build();
  }

  private <T> T tag(Class<T> type) {
    return type.cast(config.getRequestConfig());
  }

  /** Keeps what fabric8 would send. */
  private static final class Said implements BasicBuilder {

    private final Headers.Builder headers = new Headers.Builder();

    @Override
    public BasicBuilder header(String name, String value) {
      headers.add(name, value);
      return this;
    }

    @Override
    public BasicBuilder setHeader(String name, String value) {
      headers.set(name, value);
      return this;
    }

    @Override
    public BasicBuilder uri(URI uri) {
      throw new IllegalStateException("who we are leads nowhere else");
    }
  }
}
