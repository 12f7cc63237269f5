package io.kprofefe.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * The way to one registry and to nobody else: nothing is followed, kept or tried again behind our
 * back, no proxy is taken from the environment, and only the registry's own credentials go along.
 */
final class ProfefeHttp {

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private final ProfefeSettings settings;
  private final OkHttpClient writing;
  private final OkHttpClient reading;

  ProfefeHttp(ProfefeSettings settings) {
    this.settings = settings;
    this.writing =
        new OkHttpClient.Builder()
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
   * A POST, on a connection of its own: on one that was used before, a registry that closes it just
   * then cannot be told from one that took the profile and died.
   *
   * @throws IOException when the token cannot be read
   */
  Call post(HttpUrl url, Sending sending) throws IOException {
    return writing.newCall(
        request(url)
            .header("Connection", "close")
            .header("Content-Type", "application/octet-stream")
            .post(sending.body())
            .tag(Sending.class, sending)
            .build());
  }

  /**
   * @throws IOException when the token cannot be read
   */
  Call get(HttpUrl url) throws IOException {
    return reading.newCall(request(url).build());
  }

  private Request.Builder request(HttpUrl url) throws IOException {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "kprofefe")
            .header("Accept-Encoding", "identity"); // a profile comes as it was stored
    credentials().ifPresent(credentials -> request.header("Authorization", credentials));
    return request;
  }

  private Optional<String> credentials() throws IOException {
    Optional<Path> file = settings.tokenFile();
    return file.isPresent()
        ? Optional.of("Bearer " + token(file.get()))
        : settings.url().basicCredentials();
  }

  /** The token is nobody's business: no failure quotes it. */
  private static String token(Path file) throws IOException {
    String token;
    try {
      token = new String(Files.readAllBytes(file), UTF_8).strip();
    } catch (IOException unreadable) {
      throw new TokenUnreadable("the token file " + file + " cannot be read", unreadable);
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new TokenUnreadable("the token file " + file + " holds no token", null);
    }
    return token;
  }

  private static EventListener listener(Call call) {
    return Objects.requireNonNullElse(call.request().tag(Sending.class), EventListener.NONE);
  }
}
