package io.kprofefe.scrape;

import io.kprofefe.credential.CredentialException;
import io.kprofefe.credential.Credentials;
import io.kprofefe.credential.Tls;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;

/**
 * What targets are shown to which that was granted, and how they are known; over TLS and never
 * without.
 *
 * @param serverName whom their certificates must be of, in place of their addresses
 * @param unchecked they may be anybody's
 */
public record TargetCredentials(
    Credentials credentials, Optional<String> serverName, boolean unchecked) {

  /** The same client, for connections to these targets. */
  OkHttpClient secured(OkHttpClient client) throws CredentialException {
    Optional<Tls> tls = credentials.tls();
    OkHttpClient.Builder secured = client.newBuilder();
    tls.ifPresent(own -> secured.sslSocketFactory(named(own.sockets()), own.trusted()));
    if (tls.isEmpty() && serverName.isPresent()) {
      secured.sslSocketFactory(
          named(client.sslSocketFactory()),
          Objects.requireNonNull(client.x509TrustManager(), "a client for TLS trusts somebody"));
    }
    if (serverName.isPresent() || unchecked) {
      secured.hostnameVerifier((_, _) -> true); // it was checked in the handshake, or is not
    }
    return secured.build();
  }

  private SSLSocketFactory named(SSLSocketFactory sockets) {
    return serverName
        .<SSLSocketFactory>map(name -> new NamedSockets(sockets, name))
        .orElse(sockets);
  }
}
