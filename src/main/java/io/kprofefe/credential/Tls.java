package io.kprofefe.credential;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How connections to one server are secured. The server's name is checked by the HTTP client, as
 * ever.
 *
 * @param sockets show our certificate, where we have one
 * @param trusted whom the server's certificate must come from
 */
public record Tls(SSLSocketFactory sockets, X509TrustManager trusted) {

  private static final char[] NO_PASSWORD = {};

  /** Our certificate with all between it and an authority, and its key. */
  record Identity(List<X509Certificate> chain, PrivateKey key) {}

  /**
   * @param authorities the system's, when empty
   */
  static Tls of(List<X509Certificate> authorities, Optional<Identity> identity) {
    try {
      return with(trusting(authorities), identity);
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException("this JDK cannot secure connections", broken);
    }
  }

  /** With whoever answers, as somebody has asked for: nothing is known of the server then. */
  static Tls unchecked(Optional<Identity> identity) {
    try {
      return with(new TrustedUnseen(), identity);
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException("this JDK cannot secure connections", broken);
    }
  }

  private static Tls with(X509TrustManager trusted, Optional<Identity> identity)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys = identity.isPresent() ? showing(identity.get()) : new KeyManager[0];
    context.init(keys, new X509TrustManager[] {trusted}, null);
    return new Tls(context.getSocketFactory(), trusted);
  }

  private static X509TrustManager trusting(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.isEmpty() ? null : store(authorities));
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static KeyStore store(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    return store;
  }

  private static KeyManager[] showing(Identity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    var chain = identity.chain().toArray(X509Certificate[]::new);
    store.setKeyEntry("client", identity.key(), NO_PASSWORD, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** In memory only. PKCS12 would refuse a chain that is out of order, which servers do not. */
  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
