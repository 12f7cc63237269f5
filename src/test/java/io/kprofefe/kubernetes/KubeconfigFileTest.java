package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fabric8 makes of a kubeconfig is what we make of it. */
class KubeconfigFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        apiVersion: v1
        kind: Config
        current-context: work
        clusters:
          - name: east
            cluster:
              server: https://10.0.0.1:6443
              certificate-authority: pki/ca.crt
              certificate-authority-data: LS0tCg==
              insecure-skip-tls-verify: true
              tls-server-name: kubernetes.default
              proxy-url: http://proxy:3128
              disable-compression: false
          - name: nothing-said
        contexts:
          - {name: work, context: {cluster: east, user: me, namespace: shop}}
          - {name: nothing-said}
        users:
          - name: me
            user:
              token: a token
              tokenFile: token
              client-certificate: me.crt
              client-certificate-data: LS0tCg==
              client-key: me.key
              client-key-data: LS0tCg==
              username: me
              password: "0123"
              as: somebody
              as-uid: 17
              as-groups: [one, two]
          - name: plugin
            user:
              exec:
                apiVersion: client.authentication.k8s.io/v1
                command: ./login
                args: [--cluster, 7, true]
                env: [{name: REGION, value: east}]
                installHint: install it
                interactiveMode: IfAvailable
                provideClusterInfo: true
          - name: provider
            user: {auth-provider: {name: oidc, config: {client-id: kubernetes, expiry: 12}}}
        """,
        """
        {"apiVersion": "v1", "clusters": [{"name": "json", "cluster": {"server": "https://a"}}]}
        """,
        """
        clusters: &of
          - name: anchored
            cluster: {server: "https://a", insecure-skip-tls-verify: "true"}
        contexts: []
        users: []
        """,
      })
  void it_is_read_as_fabric8_reads_it(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("kubeconfig"), content);

    assertEquals(KubeConfigUtils.parseConfig(file.toFile()), KubeconfigFile.read(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a text",
        "- a list",
        "clusters: {name: a}",
        "clusters: [a]",
        "users: [{name: []}]"
      })
  void another_yaml_is_refused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("kubeconfig"), content);

    assertThrows(YamlMap.WrongKind.class, () -> KubeconfigFile.read(file));
  }

  @Test
  void what_it_does_not_know_is_passed_over() throws IOException {
    Path file =
        Files.writeString(folder.resolve("kubeconfig"), "preferences: {colors: true}\nx: [1]");

    assertEquals(0, KubeconfigFile.read(file).getClusters().size());
  }
}
