package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * How we know the API server, and show ourselves to it. Of a cluster with an authority only that is
 * trusted, as by kubectl; fabric8 would trust the system's beside it (seen with 7.8.0).
 */
final class ClusterTls {

  private final KeyManager @Nullable [] shown;
  private final SSLContext context;
  private final X509TrustManager trusted;
  private final Optional<String> serverName;
  private final boolean anybody;

  private ClusterTls(
      KeyManager @Nullable [] shown,
      X509TrustManager trusted,
      Optional<String> serverName,
      boolean anybody)
      throws GeneralSecurityException {
    this.shown = shown;
    this.context = SSLContext.getInstance("TLS");
    context.init(shown, new TrustManager[] {trusted}, null);
    this.trusted = trusted;
    this.serverName = serverName;
    this.anybody = anybody;
  }

  /**
   * @throws GeneralSecurityException when a certificate or a key is none
   * @throws IOException when one cannot be read
   * @throws ClusterAccessException as kubectl, when an authority is given that nobody would ask
   */
  static ClusterTls of(Config config)
      throws GeneralSecurityException, IOException, ClusterAccessException {
    return new ClusterTls(
        shown(config),
        (X509TrustManager) trusted(config)[0],
        Optional.ofNullable(config.getTlsServerName()).filter(name -> !name.isEmpty()),
        config.isTrustCerts());
  }

  /**
   * With another server than the API server, which the same authority vouches for. That the API
   * server may be anybody is said of that alone: then the system's authorities are asked.
   */
  ClusterTls ofAnother() {
    try {
      return ofAnother(anybody ? (X509TrustManager) system()[0] : trusted, false);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("every Java knows authorities", impossible);
    }
  }

  /** With another server, whoever that is. */
  ClusterTls ofAnybody() {
    try {
      return ofAnother((X509TrustManager) anybody()[0], true);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("trusts without a certificate", impossible);
    }
  }

  private ClusterTls ofAnother(X509TrustManager trust, boolean unchecked) {
    try {
      return new ClusterTls(shown, trust, Optional.empty(), unchecked);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("what was possible once", impossible);
    }
  }

  private static TrustManager[] system() throws GeneralSecurityException, IOException {
    return SSLUtils.trustManagers(null, null, false, null, null);
  }

  private static TrustManager[] anybody() throws GeneralSecurityException, IOException {
    return SSLUtils.trustManagers(null, null, true, null, null);
  }

  /** fabric8 takes each key of PKCS#8 for one of RSA (seen with 7.8.0); our certificate knows. */
  private static KeyManager @Nullable [] shown(Config config)
      throws GeneralSecurityException, IOException {
    String data = config.getClientCertData();
    String file = config.getClientCertFile();
    if (given(data) || given(file)) {
      Certificate ours = certificates(data, file).iterator().next();
      config.setClientKeyAlgo(ours.getPublicKey().getAlgorithm());
    }
    return SSLUtils.keyManagers(config);
  }

  /** The given authority, else the system's; anybody only when that is asked for. */
  private static TrustManager[] trusted(Config config)
      throws GeneralSecurityException, IOException, ClusterAccessException {
    boolean given = given(config.getCaCertData()) || given(config.getCaCertFile());
    if (given && config.isTrustCerts()) {
      throw new ClusterAccessException(
          "a certificate authority is given, and insecure-skip-tls-verify, which asks none:"
              + " give one of them");
    }
    return given
        ? trusted(certificates(config.getCaCertData(), config.getCaCertFile()))
        : SSLUtils.trustManagers(config);
  }

  private static boolean given(@Nullable String said) {
    return said != null && !said.isEmpty();
  }

  private static Collection<? extends Certificate> certificates(
      @Nullable String data, @Nullable String file) throws GeneralSecurityException, IOException {
    var pem = CertUtils.getInputStreamFromDataOrFile(data, file);
    var certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
    if (certificates.isEmpty()) {
      throw new CertificateException("there is none in " + (given(data) ? "its data" : file));
    }
    return certificates;
  }

  private static TrustManager[] trusted(Collection<? extends Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (Certificate authority : authorities) {
      store.setCertificateEntry(Integer.toString(number++), authority);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Has the client speak TLS like this, in place of the system's way. */
  void applyTo(OkHttpClient.Builder client) {
    var shares = new KeyShares();
    var sockets = new ServerSockets(context.getSocketFactory(), serverName, shares);
    client
        .sslSocketFactory(sockets, trusted)
        .addInterceptor(shares)
        .addNetworkInterceptor(KeyShares::asked);
    if (anybody) {
      client.hostnameVerifier((host, session) -> true);
    } else {
      serverName.ifPresent(name -> client.hostnameVerifier(being(name)));
    }
  }

  /** OkHttp's own check, with this name in place of the URL's. */
  private static HostnameVerifier being(String name) {
    var noTls = new OkHttpClient.Builder().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    HostnameVerifier usual = noTls.build().hostnameVerifier();
    return (host, session) -> usual.verify(name, session);
  }
}
