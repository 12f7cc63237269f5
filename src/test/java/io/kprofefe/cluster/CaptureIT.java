package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of pods whose pprof nobody reaches but through the API server. */
@OnRealCluster
class CaptureIT {

  private static final int DENIED = 77;
  private static final int INTERRUPTED = 130;

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

  @ParameterizedTest
  @ValueSource(strings = {"NAME", "pod/NAME", "NAME,NAME", "-l app=NAME", "-A -l app=NAME"})
  void it_is_captured_however_it_is_chosen(String chosen) {
    kubectl("label", "pod", pod.name(), "app=" + pod.name());
    String[] words = ("--profiles=heap " + chosen.replace("NAME", pod.name())).split(" ");
    var ended = capture(node.cluster().kubeconfig(), words);
    assertEquals(0, ended.code(), ended.errors());
    assertEquals(captured(), ended.output().lines().toList());
    assertEquals(1, captured().size());
  }

  @Test
  void a_workload_is_all_its_pods() {
    try (var open = Shop.open(node.cluster())) {
      var ended =
          capture(
              node.cluster().kubeconfig(),
              "-n",
              open.namespace().name(),
              "deploy/front,statefulset/store",
              "--profiles=heap");
      assertEquals(0, ended.code(), ended.errors());
      assertEquals(
          Stream.concat(open.podsOf("front").stream(), open.podsOf("store").stream()).toList(),
          captured().stream().map(CaptureIT::pod).sorted().toList());
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

  @Test
  void ctrl_c_leaves_what_was_written_and_nothing_half() throws Exception {
    Path output = folder.resolve("output");
    Process capture =
        command(node.cluster().kubeconfig(), pod.name(), "--profiles=heap,cpu", "--cpu-seconds=60")
            .heedingInterrupts()
            .builder()
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Waiting.until(Duration.ofMinutes(1), "the heap is written", () -> !captured().isEmpty());
    new ProcessBuilder("kill", "-INT", Long.toString(capture.pid())).start().waitFor();

    assertEquals(INTERRUPTED, capture.waitFor());
    assertEquals(Files.readAllLines(output), captured());
    assertEquals(1, captured().size());
    try (var all = Files.list(folder)) {
      assertEquals(2, all.count(), "one file, and what was said");
    }
  }

  private List<String> captured() {
    try (var files = Files.newDirectoryStream(folder, "*.pb.gz")) {
      return StreamSupport.stream(files.spliterator(), false).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pod(String file) {
    return file.replaceFirst(".*/[^_]+_([^_]+)_heap_[^/]+", "$1");
  }

  private String unannotated() {
    return ImagePod.of(node, shop, RealNode.TARGET, "-listen=127.0.0.1:6060")
        .start()
        .awaitOutput("ready")
        .name();
  }

  private Command.Ended capture(Path kubeconfig, String... words) {
    return command(kubeconfig, words).run();
  }

  private Command command(Path kubeconfig, String... words) {
    var all = new ArrayList<>(List.of("capture", "--kubeconfig=" + kubeconfig));
    all.add("--output-dir=" + folder);
    if (Collections.disjoint(List.of(words), Set.of("-A", "-n"))) {
      all.add("--namespace=" + shop.name());
    }
    all.addAll(List.of(words));
    return Kprofefe.command(all.toArray(String[]::new));
  }

  private String account() {
    return shop.name() + ":jane";
  }

  private void kubectl(String... words) {
    node.cluster().kubectlIn(shop, words).run().succeeded();
  }
}
