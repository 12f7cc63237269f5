package io.kprofefe.kubernetes;

import static io.fabric8.kubernetes.client.http.HttpClient.ProxyType.HTTP;
import static io.fabric8.kubernetes.client.http.HttpClient.ProxyType.SOCKS5;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpClient.ProxyType;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The {@code proxy-url} of a kubeconfig's cluster. */
record ProxyUrl(URI url, ProxyType type) {

  /**
   * As kubectl, whatever the server's scheme is; fabric8 would pass over an {@code http} proxy to
   * an {@code https} server (seen with 7.8.0).
   *
   * @throws ClusterAccessException when it is no URL of a proxy with its port
   */
  static Optional<ProxyUrl> of(Config config) throws ClusterAccessException {
    String said = config.getHttpsProxy() == null ? config.getHttpProxy() : config.getHttpsProxy();
    return said == null ? Optional.empty() : Optional.of(of(said));
  }

  static ProxyUrl of(String said) throws ClusterAccessException {
    try {
      var url = new URI(said);
      Optional<ProxyType> type =
          switch (String.valueOf(url.getScheme())) {
            case "http" -> Optional.of(HTTP);
            case "socks5" -> Optional.of(SOCKS5);
            default -> Optional.empty();
          };
      boolean place = url.getHost() != null && url.getPort() > 0;
      if (type.isPresent() && place && (url.getUserInfo() == null || type.get() == HTTP)) {
        return new ProxyUrl(url, type.get());
      }
    } catch (URISyntaxException e) {
      // told below, as any other text that is none
    }
    throw new ClusterAccessException(
        "the cluster's proxy-url cannot be used: allowed is one with a port, such as"
            + " http://10.0.0.1:3128, or without a password socks5://10.0.0.1:1080");
  }

  void applyTo(HttpClient.Builder client) {
    client.proxyAddress(new InetSocketAddress(url.getHost(), url.getPort())).proxyType(type);
    if (url.getUserInfo() != null) {
      client.proxyAuthorization(HttpClientUtils.basicCredentials(url.getUserInfo()));
    }
  }
}
