package io.kprofefe.store;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.Credentials;
import java.net.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * The way to one registry and to nobody else: nothing is followed or tried again behind our back,
 * no proxy is taken from the environment, and only the registry's own credentials go along.
 */
final class ProfefeHttp {

  /** So many profiles on their way at once find one; those of more make new ones. */
  private static final int IDLE_CONNECTIONS = 64;

  private final Credentials credentials;
  private final OkHttpClient writing;
  private final OkHttpClient reading;

  ProfefeHttp(ProfefeSettings settings, Credentials credentials) {
    this.credentials = credentials;
    this.writing =
        LiveConnections.only(new OkHttpClient.Builder())
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.SECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .proxy(Proxy.NO_PROXY)
            .socketFactory(new NoDelaySockets())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .fastFallback(false) // connects on the calling thread, where an interrupt reaches it
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.writeTimeout())
            .writeTimeout(settings.writeTimeout())
            .callTimeout(settings.writeTimeout())
            .eventListenerFactory(ProfefeHttp::listener)
            .connectionSpecs(List.of(specOf(settings.url())))
            .build();
    this.reading =
        writing
            .newBuilder()
            .retryOnConnectionFailure(true) // of a GET: nothing is stored twice
            .readTimeout(settings.readTimeout())
            .callTimeout(settings.readTimeout())
            .build();
  }

  /**
   * A POST, on a new connection or on one that is known to be live.
   *
   * @throws CredentialException when we have no credentials to show; nothing is sent then
   */
  Call post(HttpUrl url, Sending sending) throws CredentialException {
    return secured(writing)
        .newCall(
            request(url)
                .header("Content-Type", "application/octet-stream")
                .post(sending.body())
                .tag(Sending.class, sending)
                .build());
  }

  /**
   * @throws CredentialException when we have no credentials to show; nothing is sent then
   */
  Call get(HttpUrl url) throws CredentialException {
    return secured(reading).newCall(request(url).build());
  }

  private Request.Builder request(HttpUrl url) throws CredentialException {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "kprofefe")
            .header("Accept-Encoding", "identity"); // a profile comes as it was stored
    credentials.authorization().ifPresent(shown -> request.header("Authorization", shown));
    return request;
  }

  /** As the files say now; the connections of the same files are shared. */
  private OkHttpClient secured(OkHttpClient client) throws CredentialException {
    return credentials
        .tls()
        .map(tls -> client.newBuilder().sslSocketFactory(tls.sockets(), tls.trusted()).build())
        .orElse(client);
  }

  /** Without TLS none is made ready: the system's trust store takes a while to load. */
  private static ConnectionSpec specOf(ProfefeUrl url) {
    return url.services().isHttps() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
  }

  private static EventListener listener(Call call) {
    return Objects.requireNonNullElse(call.request().tag(Sending.class), EventListener.NONE);
  }
}
