package io.kprofefe.store;

import io.kprofefe.credential.CredentialSettings;
import io.kprofefe.store.http.StoreHttp;
import java.time.Duration;

/**
 * How a Profefe registry is reached.
 *
 * @param credentials a user and a password in the URL count where there is no other login
 * @param connectTimeout for one connection
 * @param writeTimeout for storing one profile, from the connection to the end of the answer
 * @param readTimeout for one query, or for one profile that is read to its end
 */
public record ProfefeSettings(
    ProfefeUrl url,
    CredentialSettings credentials,
    Duration connectTimeout,
    Duration writeTimeout,
    Duration readTimeout) {

  /** The registry at this URL, with the limits that suit a cluster's network. */
  public static ProfefeSettings of(ProfefeUrl url) {
    return new ProfefeSettings(
        url,
        CredentialSettings.NONE.orLogin(url.login()),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5));
  }

  StoreHttp.Timeouts timeouts() {
    return new StoreHttp.Timeouts(connectTimeout, writeTimeout, readTimeout);
  }

  public ProfefeSettings withCredentials(CredentialSettings files) {
    return new ProfefeSettings(
        url, files.orLogin(url.login()), connectTimeout, writeTimeout, readTimeout);
  }

  public ProfefeSettings withConnectTimeout(Duration timeout) {
    return new ProfefeSettings(url, credentials, timeout, writeTimeout, readTimeout);
  }

  public ProfefeSettings withWriteTimeout(Duration timeout) {
    return new ProfefeSettings(url, credentials, connectTimeout, timeout, readTimeout);
  }

  public ProfefeSettings withReadTimeout(Duration timeout) {
    return new ProfefeSettings(url, credentials, connectTimeout, writeTimeout, timeout);
  }
}
