package io.kprofefe.store.objects.aws;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.credential.Credentials;
import io.kprofefe.store.LostCall;
import io.kprofefe.store.http.Content;
import io.kprofefe.store.http.Sending;
import io.kprofefe.store.http.ServerUrl;
import io.kprofefe.store.http.StoreHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * Who gives keys over HTTP. It is near, so that little patience is needed.
 *
 * @param name for people, such as {@code the security token service}
 * @param credentials remembers what it was shown, to know it again in its words
 */
record KeyService(String name, ServerUrl url, StoreHttp http, Credentials credentials) {

  private static final StoreHttp.Timeouts PATIENCE =
      new StoreHttp.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10));

  /**
   * @param authorities that its certificate is checked against, in place of the system's: those of
   *     the store say nothing of others
   */
  static KeyService of(String name, ServerUrl url, Optional<Path> authorities) {
    var credentials =
        new Credentials(new CredentialSettings(Optional.empty(), authorities, Optional.empty()));
    return new KeyService(name, url, new StoreHttp(url, credentials, PATIENCE), credentials);
  }

  byte[] get(HttpUrl address, Headers headers) throws NoKeys {
    return answer(() -> http.ask("GET", address, headers));
  }

  byte[] send(String method, HttpUrl address, Headers headers, byte[] body) throws NoKeys {
    return answer(() -> http.send(method, address, headers, new Sending(Content.of(body))));
  }

  /** It answered 200, and with no keys. */
  NoKeys without(String what) {
    return NoKeys.ever("%s (%s) answered %s".formatted(name, url, what));
  }

  private interface Asking {
    Call call() throws IOException;
  }

  private byte[] answer(Asking asking) throws NoKeys {
    try (Response response = asking.call().execute()) {
      if (response.code() == 200) {
        return StoreHttp.start(response);
      }
      throw refusal(response.code(), ServiceError.of(StoreHttp.startIfAny(response)));
    } catch (IOException lost) {
      throw NoKeys.now("of %s: %s".formatted(name, new LostCall(url, credentials).said(lost)));
    }
  }

  private NoKeys refusal(int status, ServiceError error) {
    String reason = "%s (%s) answered %d%s".formatted(name, url, status, error.shown(credentials));
    boolean isPassing =
        status == 429 || status >= 500 || error.code().equals("IDPCommunicationError");
    return isPassing ? NoKeys.now(reason) : NoKeys.ever(reason);
  }
}
