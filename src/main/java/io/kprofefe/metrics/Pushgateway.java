package io.kprofefe.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static okhttp3.ConnectionSpec.CLEARTEXT;
import static okhttp3.ConnectionSpec.MODERN_TLS;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import io.kprofefe.credential.Login;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Untrusted;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** A Prometheus Pushgateway, which keeps the figures of the last run until Prometheus asks. */
public final class Pushgateway {

  /** A run's end waits no longer for it, whatever it does. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The job's name when nobody says otherwise. */
  public static final String DEFAULT_JOB = "kprofefe";

  private static final MediaType TEXT = MediaType.get("text/plain; version=0.0.4; charset=utf-8");
  private static final Pattern TRAILING_SLASHES = Pattern.compile("/*$");
  private static final int LONGEST_ANSWER = 1024;

  private final HttpUrl base;
  private final GroupingKey key;
  private final Credentials credentials;
  private final Duration patience;

  /**
   * @param url its base; user and password in it count where there is no other login
   * @param grouping the labels beside {@code job}
   * @throws IllegalArgumentException when the URL is no {@code http} or {@code https} URL, or the
   *     grouping is not one; quotes no secret
   */
  public Pushgateway(String url, String job, List<Label> grouping, CredentialSettings credentials) {
    this(url, job, grouping, credentials, PATIENCE);
  }

  Pushgateway(
      String url,
      String job,
      List<Label> grouping,
      CredentialSettings credentials,
      Duration patience) {
    HttpUrl parsed = HttpUrl.parse(url.strip());
    if (parsed == null) {
      throw new IllegalArgumentException("not a URL such as http://pushgateway:9091");
    }
    String path = TRAILING_SLASHES.matcher(parsed.encodedPath()).replaceFirst("/");
    this.base = parsed.newBuilder().encodedPath(path).fragment(null).build();
    this.key = new GroupingKey(job, grouping);
    this.credentials =
        new Credentials(credentials.orLogin(Login.ofUrl(base.username(), base.password())));
    this.patience = patience;
  }

  /**
   * Reads our credentials, to say at once what the push would say.
   *
   * @throws CredentialException when they cannot be used
   */
  public void checkCredentials() throws CredentialException {
    credentials.check();
  }

  /**
   * Adds the run's figures to the group, in one POST: metrics of the same names are replaced,
   * others stay, so that a failed run keeps the last success.
   *
   * @param text Prometheus' text format
   * @throws MetricsException when they did not get there; after 5 s at the latest
   */
  public void push(String text) throws MetricsException {
    Call call = call(text);
    // On a thread of its own: no timeout of HTTP ends the look-up of a host's name, or a drip.
    var refusal = new FutureTask<>(() -> refusal(call));
    Thread.ofVirtual().name("pushgateway").start(refusal);
    try {
      Optional<String> said = refusal.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (said.isPresent()) {
        throw new MetricsException(this + " answered " + said.get());
      }
    } catch (TimeoutException late) {
      throw new MetricsException("no answer from " + this + " in " + patience.toSeconds() + " s");
    } catch (ExecutionException failed) {
      throw new MetricsException(
          "cannot push to " + this + credentials.why(failed), credentials.fitForLogs(failed));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new MetricsException("interrupted while pushing to " + this, ended);
    } finally {
      call.cancel();
    }
  }

  /** Empty when it took them (200, or 202 of older ones); else the status and the reason given. */
  private Optional<String> refusal(Call call) throws IOException {
    try (Response response = call.execute()) {
      if (response.code() == 200 || response.code() == 202) {
        return Optional.empty();
      }
      BufferedSource body = response.body().source();
      body.request(LONGEST_ANSWER);
      String reason = body.readString(Math.min(LONGEST_ANSWER, body.getBuffer().size()), UTF_8);
      return Optional.of(
          response.code() + (reason.isBlank() ? "" : ": " + credentials.heard(reason.strip())));
    }
  }

  private Call call(String text) throws MetricsException {
    try {
      return client().newCall(request(text));
    } catch (CredentialException unusable) {
      throw new MetricsException("cannot push to " + this + ": " + unusable.reason(), unusable);
    }
  }

  private Request request(String text) throws CredentialException {
    HttpUrl url = base.newBuilder().addEncodedPathSegments("metrics/" + key.path()).build();
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "kprofefe")
            .post(sentOnce(RequestBody.create(text.getBytes(UTF_8), TEXT)));
    credentials.authorization().ifPresent(shown -> request.header("Authorization", shown));
    return request.build();
  }

  /** OkHttp would send it again after {@code 503} and {@code Retry-After: 0}. */
  private static RequestBody sentOnce(RequestBody body) {
    return new RequestBody() {

      @Override
      public @Nullable MediaType contentType() {
        return body.contentType();
      }

      @Override
      public long contentLength() throws IOException {
        return body.contentLength();
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink);
      }
    };
  }

  private OkHttpClient client() throws CredentialException {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            // Without TLS none is made ready: the system's trust store takes a while to load.
            .connectionSpecs(List.of(base.isHttps() ? MODERN_TLS : CLEARTEXT));
    credentials.tls().ifPresent(tls -> client.sslSocketFactory(tls.sockets(), tls.trusted()));
    return client.build();
  }

  /** The URL for people: no user, no password, no query. */
  @Override
  public String toString() {
    String shown = base.newBuilder().username("").password("").query(null).toString();
    return Untrusted.shown(shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown);
  }
}
