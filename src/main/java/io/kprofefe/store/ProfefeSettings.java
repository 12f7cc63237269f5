package io.kprofefe.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a Profefe registry is reached.
 *
 * @param tokenFile its content goes along as a bearer token; read anew for each request, because
 *     Kubernetes replaces such files
 * @param connectTimeout for one connection
 * @param writeTimeout for storing one profile, from the connection to the end of the answer
 * @param readTimeout for one query, or for one profile that is read to its end
 */
public record ProfefeSettings(
    ProfefeUrl url,
    Optional<Path> tokenFile,
    Duration connectTimeout,
    Duration writeTimeout,
    Duration readTimeout) {

  /** The registry at this URL, with the limits that suit a cluster's network. */
  public static ProfefeSettings of(ProfefeUrl url) {
    return new ProfefeSettings(
        url,
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5));
  }

  public ProfefeSettings withTokenFile(Path file) {
    return new ProfefeSettings(url, Optional.of(file), connectTimeout, writeTimeout, readTimeout);
  }

  public ProfefeSettings withConnectTimeout(Duration timeout) {
    return new ProfefeSettings(url, tokenFile, timeout, writeTimeout, readTimeout);
  }

  public ProfefeSettings withWriteTimeout(Duration timeout) {
    return new ProfefeSettings(url, tokenFile, connectTimeout, timeout, readTimeout);
  }

  public ProfefeSettings withReadTimeout(Duration timeout) {
    return new ProfefeSettings(url, tokenFile, connectTimeout, writeTimeout, timeout);
  }
}
