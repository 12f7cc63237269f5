package io.kprofefe.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.target.AskedAs.OwnAccount;
import io.kprofefe.testing.TestPod;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the cluster's own programs serve their profiles, and to whom. */
class ControlPlaneTest {

  private static final URI API_SERVER = URI.create("https://10.96.0.1:443");
  private static final String SCHEDULER = "kube-scheduler";

  private final ControlPlane all = of(Rules.DEFAULT, API_SERVER);

  private static ControlPlane of(TargetRules rules, URI apiServer) {
    return new ControlPlane(List.of(Component.values()), rules, apiServer, false);
  }

  private static TestPod scheduler(String... flags) {
    return TestPod.named("kube-system", "kube-scheduler-node-1")
        .labelled("component", SCHEDULER)
        .onHostNetwork()
        .at("10.1.0.1")
        .running(SCHEDULER, flags);
  }

  private static Target target(ControlPlane plane, TestPod pod) {
    return assertInstanceOf(Target.class, plane.pod(Component.SCHEDULER, pod.pod()).orElseThrow());
  }

  private String skipped(TestPod pod) {
    return assertInstanceOf(Skipped.class, all.pod(Component.SCHEDULER, pod.pod()).orElseThrow())
        .reason();
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.96.0.1:443, https://10.96.0.1:443/debug/pprof",
    "https://api.example, https://api.example:443/debug/pprof",
    "https://[fd00::1]:6443, https://[fd00::1]:6443/debug/pprof",
    "http://127.0.0.1:8001, http://127.0.0.1:8001/debug/pprof",
    "https://rancher.example/k8s/clusters/c-1, https://rancher.example:443/k8s/clusters/c-1/debug/pprof",
  })
  void the_api_server_is_asked_where_our_settings_say_that_it_is(URI said, String endpoint) {
    Target target = of(Rules.DEFAULT, said).apiServer().orElseThrow();
    assertEquals(endpoint, target.endpoint().toString());
    assertEquals(Via.API_SERVER, target.endpoint().via());
    assertEquals("kube-apiserver", target.service());
    assertTrue(target.handlers().getFirst().path().endsWith("/debug/pprof/profile"));
  }

  @Test
  void a_kubelet_is_asked_through_the_api_server_and_its_profiles_tell_the_node() {
    Target target = assertInstanceOf(Target.class, all.kubelet(new Node("uid", "node-1", "True")));
    assertEquals("node/node-1", target.shown());
    assertEquals("kubelet", target.service());
    assertEquals(
        "https://10.96.0.1:443/api/v1/nodes/node-1/proxy/debug/pprof",
        target.endpoint().toString());
    assertEquals(Labels.of("node", "node-1"), target.labels());
    assertEquals(
        "the verb get on nodes/proxy, see rbac/control-plane",
        assertInstanceOf(OwnAccount.class, target.as()).right());
  }

  /** One that is in trouble and says so answers; one that is not heard of takes its time. */
  @ParameterizedTest
  @CsvSource({"True, true", "False, true", "'', true", "Unknown, false"})
  void a_kubelet_that_nobody_hears_of_is_left_out(String ready, boolean taken) {
    assertEquals(taken, all.kubelet(new Node("uid", "node-1", ready)) instanceof Target);
  }

  @Test
  void a_pod_that_listens_on_its_nodes_address_is_dialled_there() {
    Target target = target(all, scheduler());
    assertEquals("https://10.1.0.1:10259/debug/pprof", target.endpoint().toString());
    assertEquals(Via.DIRECT, target.endpoint().via());
    assertEquals(SCHEDULER, target.service());
    assertEquals(Optional.of(SCHEDULER), target.labels().value("container"));
    assertEquals(Optional.of("kube-scheduler-node-1"), target.labels().value("pod"));
    assertEquals(false, assertInstanceOf(OwnAccount.class, target.as()).unchecked());
  }

  /** As kubeadm has it: the API server and the kubelet vouch for where the way leads. */
  @ParameterizedTest
  @CsvSource({"127.0.0.1", "::1"})
  void a_pod_that_listens_on_localhost_is_reached_by_port_forward(String bound) {
    Target target = target(all, scheduler("kube-scheduler", "--bind-address=" + bound));
    assertEquals(Via.PORT_FORWARD, target.endpoint().via());
    assertEquals(true, assertInstanceOf(OwnAccount.class, target.as()).unchecked());
  }

  @Test
  void all_are_reached_by_port_forward_where_that_is_said() {
    ControlPlane forwarded = of(Rules.byPortForward(), API_SERVER);
    assertEquals(Via.PORT_FORWARD, target(forwarded, scheduler()).endpoint().via());
    assertEquals(Via.API_SERVER, forwarded.apiServer().orElseThrow().endpoint().via());
  }

  @ParameterizedTest
  @CsvSource({
    "--secure-port=11259, 11259",
    "--secure-port=99999, 10259",
    "--secure-port=0, 10259",
    "'sh -c \"kube-scheduler --secure-port=11259 --v=2\"', 11259",
    "--secure-port 11259, 11259",
    "--not--secure-port=11259, 10259",
    "--bind-address=0.0.0.0, 10259",
    "--bind-address=localhost, 10259",
  })
  void the_port_is_the_one_that_it_was_started_with(String flag, int port) {
    assertEquals(port, target(all, scheduler("run", flag)).endpoint().port());
  }

  @Test
  void of_a_flag_said_twice_the_last_counts() {
    TestPod pod = scheduler("run", "--bind-address=127.0.0.1", "--bind-address=0.0.0.0");
    assertEquals(Via.DIRECT, target(all, pod).endpoint().via());
  }

  @Test
  void one_that_serves_no_profiles_or_does_not_run_is_skipped_with_the_reason() {
    assertEquals(
        "serves no profiles: it was started with --profiling=false",
        skipped(scheduler("run", "--profiling=false")));
    assertEquals("phase is Pending", skipped(scheduler().phase("Pending")));
    assertEquals("is being deleted", skipped(scheduler().beingDeleted()));
  }

  /** Whoever may make a pod there that is not on its node's network gets no token for it. */
  @Test
  void one_that_is_not_in_its_nodes_network_is_none_of_the_control_plane() {
    TestPod elsewhere =
        TestPod.named("kube-system", "fake").labelled("component", SCHEDULER).at("10.0.0.7");
    assertEquals(
        "is not in its node's network, as the control plane's own pods are", skipped(elsewhere));
  }

  @Test
  void what_is_annotated_on_a_pod_is_not_heeded() {
    TestPod pod =
        scheduler()
            .annotated("profefe.com/via", "nowhere")
            .annotated("profefe.com/port", "1")
            .annotated("profefe.com/service", "web");
    assertEquals("https://10.1.0.1:10259/debug/pprof", target(all, pod).endpoint().toString());
    assertEquals(SCHEDULER, target(all, pod).service());
  }

  @ParameterizedTest
  @CsvSource({
    "component, kube-scheduler, main, true",
    "k8s-app, kube-scheduler, main, true",
    "app, kube-scheduler, main, false",
    "tier, control-plane, kube-scheduler, true",
    "component, etcd, main, false",
  })
  void a_pod_is_known_by_its_label_or_its_container(
      String label, String value, String container, boolean known) {
    TestPod pod =
        TestPod.named("kube-system", "any")
            .labelled(label, value)
            .onHostNetwork()
            .running(container);
    assertEquals(known, all.pod(Component.SCHEDULER, pod.pod()).isPresent());
  }

  @Test
  void only_what_is_asked_for_is_looked_for() {
    var kubelets = new ControlPlane(List.of(Component.KUBELET), Rules.DEFAULT, API_SERVER, false);
    assertEquals(Optional.empty(), kubelets.apiServer());
    assertEquals(Set.of(), kubelets.inPods());
    assertTrue(kubelets.isOnNodes());
  }
}
