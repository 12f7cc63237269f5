package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.http.HttpClient.ProxyType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.1:3128, HTTP",
    "http://me:secret@10.0.0.1:3128, HTTP",
    "socks5://10.0.0.1:1080, SOCKS5"
  })
  void a_proxy_that_can_be_used_is_known(String said, ProxyType type) throws Exception {
    assertEquals(type, ProxyUrl.of(said).type());
  }

  /** The JDK would not show a SOCKS proxy the password. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1:3128",
        "https://10.0.0.1:3128",
        "HTTP://10.0.0.1:3128",
        "socks5h://10.0.0.1:1080",
        "socks5://me:secret@10.0.0.1:1080",
        "http://10.0.0.1",
        "http://",
        "a b"
      })
  void another_is_refused_and_the_api_server_not_asked_without_it(String said, @TempDir Path folder)
      throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("config"),
            """
            current-context: c
            contexts: [{name: c, context: {cluster: k}}]
            clusters: [{name: k, cluster: {server: "https://127.0.0.1:1", proxy-url: "%s"}}]
            """
                .formatted(said));

    var refused =
        assertThrows(
            ClusterAccessException.class,
            () -> Cluster.connect(ClusterAccess.ofKubeconfig(kubeconfig)));

    assertTrue(String.valueOf(refused.getMessage()).contains("proxy-url cannot be used"));
  }

  @Test
  void its_password_is_not_repeated() {
    var refused =
        assertThrows(
            ClusterAccessException.class, () -> ProxyUrl.of("socks5://me:secret@10.0.0.1:1080"));

    assertEquals(-1, String.valueOf(refused.getMessage()).indexOf("secret"));
  }
}
