package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code kubectl profefe}, called and completed by kubectl itself, on a real API server. */
@OnRealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlPluginIT {

  private final RealCluster cluster;
  private final TestNamespace shop;

  KubectlPluginIT(RealCluster cluster) {
    this.cluster = cluster;
    shop = cluster.namespace("shop");
  }

  @BeforeAll
  void two_pods() {
    shop.create(
        PodObject.annotated("web-0", "127.0.0.1", 6060), PodObject.running("plain", "127.0.0.1"));
  }

  @AfterAll
  void nothing_is_left() {
    shop.close();
  }

  @Test
  void it_is_called_by_kubectl_with_its_kubeconfig() {
    Command.Ended ended =
        kubectl("profefe", "targets", "-n", shop.name(), "-o", "name", "--pod-cidr", "127.0.0.0/8");

    assertTrue(ended.succeeded().contains("web-0"), ended.toString());
    assertTrue(kubectl("profefe").errors().contains("Usage: kubectl profefe COMMAND"));
  }

  @Test
  void kubectl_lists_it_and_complains_of_nothing() {
    Command.Ended ended = kubectl("plugin", "list");

    assertTrue(ended.output().contains("/collector/bin/kubectl-profefe"), ended.toString());
    assertFalse(ended.errors().contains("profefe"), ended.errors());
  }

  @Test
  void kubectl_completes_commands_options_and_what_the_cluster_has() {
    assertEquals(List.of("services", "profiles", "profile", ":4"), completed("get", ""));
    assertEquals(List.of("--type=goroutine", ":4"), completed("top", "--type=gor"));
    assertEquals(List.of("plain", "web-0", ":4"), completed("targets", "-n", shop.name(), ""));
    assertEquals(List.of(shop.name(), ":4"), completed("targets", "-n", shop.name()));
    assertEquals(List.of("test", ":4"), completed("targets", "--context", ""));
    assertEquals(List.of(":16"), completed("top", "--dir", ""));
  }

  @Test
  void who_may_not_list_is_offered_nothing_and_told_nothing() {
    Path nobody = cluster.kubeconfigFor(shop.token("default"));

    Command.Ended ended =
        kubectlAs(nobody, "__complete", "profefe", "targets", "-n", shop.name(), "");

    assertEquals(":4\n", ended.succeeded());
    assertTrue(ended.errors().lines().allMatch(KubectlPluginIT::isKubectls), ended.errors());
  }

  /** What it offers, without what that means; and how the shell goes on. */
  private List<String> completed(String... words) {
    Command.Ended ended =
        kubectl(
            Stream.concat(Stream.of("__complete", "profefe"), Stream.of(words))
                .toArray(String[]::new));
    assertTrue(ended.errors().lines().allMatch(KubectlPluginIT::isKubectls), ended.errors());
    return ended.succeeded().lines().map(line -> line.split("\t", 2)[0]).toList();
  }

  /** It says itself what it did. */
  private static boolean isKubectls(String line) {
    return line.startsWith("[Debug] ") || line.startsWith("Completion ended with directive: ");
  }

  private Command.Ended kubectl(String... words) {
    return kubectlAs(cluster.kubeconfig(), words);
  }

  /** With the plugin on its path. */
  private Command.Ended kubectlAs(Path kubeconfig, String... words) {
    String bin = Path.of("collector/bin").toAbsolutePath().toString();
    return Command.of(
            Stream.concat(Stream.of("env", "kubectl"), Stream.of(words)).toArray(String[]::new))
        .with("PATH", bin + ":" + cluster.path())
        .with("KUBECONFIG", kubeconfig.toString())
        .with("KPROFEFE_COMPLETION_TIMEOUT", "1m") // the machine may be slow
        .run();
  }
}
