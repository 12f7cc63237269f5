package io.kprofefe.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.net.URLEncoder;

/** Ways to ports of pods through the API server: {@code pods/portforward}. */
public final class Forwards {

  private final HttpClient http;
  private final ApiServer api;

  Forwards(HttpClient http, ApiServer api) {
    this.http = http;
    this.api = api;
  }

  /**
   * A way to this port of this pod, to be connected once.
   *
   * @param port 1 to 65535, of the pod's own loopback: that is where its node dials
   */
  public Forward to(String namespace, String pod, int port) {
    var path =
        "api/v1/namespaces/%s/pods/%s/portforward?ports=%d"
            .formatted(encoded(namespace), encoded(pod), port);
    return new Forward(http, api.url(path), new Incoming(port), new ForwardTrouble(api, namespace));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
