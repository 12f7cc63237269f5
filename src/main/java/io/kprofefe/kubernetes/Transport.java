package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/**
 * The way to one API server, as fabric8's {@code newBuilder(Config)} makes it, but for TLS, which
 * is ours. Should its builder forget ours, the system's authorities would be asked.
 */
final class Transport extends AskedOnce {

  private final ClusterTls tls;

  private Transport(ClusterTls tls) {
    this.tls = tls;
  }

  /**
   * A client that is ready to ask; it has sent nothing yet.
   *
   * @throws ClusterAccessException when the proxy's URL is none
   */
  static HttpClient to(Config config, ClusterTls tls) throws ClusterAccessException {
    HttpClient.Factory transport = new Transport(tls);
    HttpClient.Builder client = transport.newBuilder();
    client.tag(config.getRequestConfig());
    client.connectTimeout(config.getConnectionTimeout(), TimeUnit.MILLISECONDS);
    ProxyUrl.of(config).ifPresent(proxy -> proxy.applyTo(client));
    // What renews a token talks to others than the API server: those are no business of its TLS.
    HttpClientUtils.createApplicableInterceptors(config, new AskedOnce())
        .forEach(client::addOrReplaceInterceptor);
    return client.build();
  }

  /** Without limits on reading and writing: the whole call has one. */
  @Override
  protected OkHttpClient.Builder newOkHttpClientBuilder() {
    OkHttpClient.Builder client = super.newOkHttpClientBuilder();
    client.readTimeout(Duration.ZERO).writeTimeout(Duration.ZERO);
    // A pong stands behind what nobody has read yet: pings would end who is only waited for.
    client.pingInterval(Duration.ZERO);
    client.addInterceptor(new UpgradeRefusal());
    tls.applyTo(client);
    return client;
  }
}
