package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of pods whose pprof nobody reaches but through the API server. */
@OnRealCluster
class CaptureIT {

  private static final int DENIED = 77;

  private final RealNode node;
  private final TestNamespace shop;

  /** Its program listens on the pod's own localhost. */
  private final StartedPod pod;

  @TempDir private Path folder;

  CaptureIT(RealNode node) {
    this.node = node;
    this.shop = node.cluster().namespace("shop");
    this.pod =
        ImagePod.of(node, shop, RealNode.TARGET, "-listen=127.0.0.1:6060")
            .annotated("profefe.com/enable", "true")
            .start()
            .awaitOutput("ready");
  }

  @AfterEach
  void nothing_is_left() {
    shop.close();
  }

  @Test
  void all_default_types_are_files() throws Exception {
    var ended = capture(node.cluster().kubeconfig(), pod.name(), "--cpu-seconds", "1");
    assertEquals(0, ended.code(), ended.errors());
    List<String> files = ended.output().lines().toList();
    assertEquals(4, files.size(), ended.output());
    for (String file : files) {
      assertTrue(Files.size(Path.of(file)) > 0, file);
    }
  }

  @Test
  void the_developers_role_is_enough_and_without_it_the_right_is_named() {
    shop.serviceAccount("jane");
    Path jane = node.cluster().kubeconfigFor(shop.token("jane"));
    kubectl("create", "role", "lists", "--verb=list", "--resource=pods");
    kubectl("create", "rolebinding", "lists", "--role=lists", "--serviceaccount=" + account());
    var denied = capture(jane, pod.name(), "--profiles", "heap");
    assertEquals(DENIED, denied.code(), denied.errors());
    assertTrue(
        denied.errors().contains("needs get and create on pods/portforward there"),
        denied.errors());

    kubectl("delete", "rolebinding", "lists");
    kubectl("apply", "-k", "rbac/developer");
    kubectl(
        "create",
        "rolebinding",
        "jane",
        "--role=kprofefe-capture",
        "--serviceaccount=" + account());
    var allowed = capture(jane, pod.name(), "--profiles", "heap");
    assertEquals(0, allowed.code(), allowed.errors());
  }

  @Test
  void a_port_at_which_nobody_listens_is_told() {
    var ended =
        capture(node.cluster().kubeconfig(), "--profiles", "heap", "--port", "6061", unannotated());
    assertEquals(1, ended.code(), ended.errors());
    assertTrue(ended.errors().contains("connection refused in the pod"), ended.errors());
  }

  @Test
  void a_pod_that_dies_in_the_middle_costs_its_profile_and_no_time() throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var capture =
          pool.submit(() ->
              capture(
                  node.cluster().kubeconfig(),
                  pod.name(),
                  "--profiles=heap,cpu",
                  "--cpu-seconds=60"));
      pod.awaitOutput("/debug/pprof/heap 200");
      kubectl("delete", "pod", pod.name(), "--grace-period=0", "--force");
      var ended = capture.get();
      assertEquals(1, ended.code(), ended.errors());
      assertEquals(1, ended.output().lines().count(), ended.output());
      assertTrue(ended.errors().contains(" cpu: unreachable: "), ended.errors());
    }
  }

  private String unannotated() {
    return ImagePod.of(node, shop, RealNode.TARGET, "-listen=127.0.0.1:6060")
        .start()
        .awaitOutput("ready")
        .name();
  }

  private Command.Ended capture(Path kubeconfig, String... words) {
    Stream<String> common =
        Stream.of(
            "capture",
            "--kubeconfig=" + kubeconfig,
            "--namespace=" + shop.name(),
            "--output-dir=" + folder);
    return Kprofefe.command(Stream.concat(common, Stream.of(words)).toArray(String[]::new)).run();
  }

  private String account() {
    return shop.name() + ":jane";
  }

  private void kubectl(String... words) {
    node.cluster().kubectlIn(shop, words).run().succeeded();
  }
}
