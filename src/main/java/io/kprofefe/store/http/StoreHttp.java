package io.kprofefe.store.http;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.Credentials;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * The way to one server and to nobody else: nothing is followed or tried again behind our back, no
 * proxy is taken from the environment, and only the server's own credentials go along.
 */
public final class StoreHttp {

  private static final int LONGEST_ANSWER = 64 * 1024;

  /** So many profiles on their way at once find one; those of more make new ones. */
  private static final int IDLE_CONNECTIONS = 64;

  /**
   * How long we wait.
   *
   * @param connect for one connection
   * @param write for storing one profile, from the connection to the end of the answer
   * @param read for one query, or for one profile that is read to its end
   */
  public record Timeouts(Duration connect, Duration write, Duration read) {}

  private final Credentials credentials;
  private final OkHttpClient writing;
  private final OkHttpClient reading;

  public StoreHttp(ServerUrl url, Credentials credentials, Timeouts timeouts) {
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
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.write())
            .writeTimeout(timeouts.write())
            .callTimeout(timeouts.write())
            .eventListenerFactory(StoreHttp::listener)
            .connectionSpecs(List.of(specOf(url)))
            .build();
    this.reading =
        writing
            .newBuilder()
            .retryOnConnectionFailure(true) // of a GET: nothing is stored twice
            .readTimeout(timeouts.read())
            .callTimeout(timeouts.read())
            .build();
  }

  /**
   * A POST, on a new connection or on one that is known to be live.
   *
   * @param headers that say what is sent
   * @throws CredentialException when we have no credentials to show; nothing is sent then
   */
  public Call post(HttpUrl url, Headers headers, Sending sending) throws CredentialException {
    return send("POST", url, headers, sending);
  }

  /**
   * The same with another method.
   *
   * @throws CredentialException when we have no credentials to show; nothing is sent then
   */
  public Call send(String method, HttpUrl url, Headers headers, Sending sending)
      throws CredentialException {
    return secured(writing)
        .newCall(
            request(url, headers)
                .method(method, sending.body())
                .tag(Sending.class, sending)
                .build());
  }

  /**
   * A GET, which may be sent again on another connection.
   *
   * @throws CredentialException when we have no credentials to show; nothing is sent then
   */
  public Call get(HttpUrl url) throws CredentialException {
    return ask("GET", url, Headers.EMPTY);
  }

  /**
   * The same with another method that changes nothing.
   *
   * @throws CredentialException when we have no credentials to show; nothing is sent then
   */
  public Call ask(String method, HttpUrl url, Headers headers) throws CredentialException {
    return secured(reading).newCall(request(url, headers).method(method, null).build());
  }

  /** Enough of the body for an id or an error; what follows is not read. */
  public static byte[] start(Response response) throws IOException {
    BufferedSource body = response.body().source();
    body.request(LONGEST_ANSWER);
    return body.readByteArray(Math.min(LONGEST_ANSWER, body.getBuffer().size()));
  }

  /** The same of a refusal, whose status says enough when the rest is lost. */
  public static byte[] startIfAny(Response response) {
    try {
      return start(response);
    } catch (IOException cut) {
      return new byte[0];
    }
  }

  private Request.Builder request(HttpUrl url, Headers headers) throws CredentialException {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .headers(headers)
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
  private static ConnectionSpec specOf(ServerUrl url) {
    return url.isHttps() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
  }

  private static EventListener listener(Call call) {
    return Objects.requireNonNullElse(call.request().tag(Sending.class), EventListener.NONE);
  }
}
