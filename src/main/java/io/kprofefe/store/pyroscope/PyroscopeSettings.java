package io.kprofefe.store.pyroscope;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.store.http.ServerUrl;
import io.kprofefe.store.http.StoreHttp.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * How a Pyroscope is reached.
 *
 * @param credentials a user and a password in the URL count where there is no other login
 * @param tenant whose profiles they are, where it has several
 * @param connections so many profiles are on their way at once
 * @param pushTimeout for storing one profile, from the connection to the end of the answer
 */
public record PyroscopeSettings(
    ServerUrl url,
    CredentialSettings credentials,
    Optional<String> tenant,
    int connections,
    PyroscopeLimits limits,
    Duration pushTimeout) {

  /** It takes half a second for each, so fewer would store fewer: 32 are 62 profiles a second. */
  public static final int CONNECTIONS = 32;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PUSH_TIMEOUT = Duration.ofSeconds(30);

  /**
   * The Pyroscope at this base URL, as it is set up by default.
   *
   * @throws IllegalArgumentException when it is no {@code http} or {@code https} URL; says what is
   *     allowed, and nothing that may be a secret
   */
  public static PyroscopeSettings of(String url) {
    var server = ServerUrl.parse(url, "http://pyroscope:4040 or https://pyroscope.example/prefix");
    return new PyroscopeSettings(
        server,
        CredentialSettings.NONE.orLogin(server.login()),
        Optional.empty(),
        CONNECTIONS,
        PyroscopeLimits.DEFAULT,
        PUSH_TIMEOUT);
  }

  public PyroscopeSettings withCredentials(CredentialSettings files) {
    return new PyroscopeSettings(
        url, files.orLogin(url.login()), tenant, connections, limits, pushTimeout);
  }

  public PyroscopeSettings withTenant(Optional<String> given) {
    return new PyroscopeSettings(url, credentials, given, connections, limits, pushTimeout);
  }

  public PyroscopeSettings withConnections(int atOnce) {
    return new PyroscopeSettings(url, credentials, tenant, atOnce, limits, pushTimeout);
  }

  public PyroscopeSettings withLimits(PyroscopeLimits given) {
    return new PyroscopeSettings(url, credentials, tenant, connections, given, pushTimeout);
  }

  public PyroscopeSettings withPushTimeout(Duration timeout) {
    return new PyroscopeSettings(url, credentials, tenant, connections, limits, timeout);
  }

  Timeouts timeouts() {
    return new Timeouts(CONNECT_TIMEOUT, pushTimeout, pushTimeout);
  }
}
