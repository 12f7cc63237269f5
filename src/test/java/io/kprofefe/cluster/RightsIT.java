package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server allows decides, and {@code rbac/} is all that it takes. */
@OnRealCluster
class RightsIT {

  private static final int DENIED = 77;

  private final RealCluster cluster;

  @TempDir Path folder;

  private final TestNamespace home;
  private final TestNamespace other;

  RightsIT(RealCluster cluster) {
    this.cluster = cluster;
    home = cluster.namespace("home");
    other = cluster.namespace("other");
  }

  @BeforeEach
  void a_pod_in_each_namespace() {
    home.create(PodObject.annotated("web-0", Loopback.address(), 6060));
    other.create(PodObject.annotated("web-0", Loopback.address(), 6060));
  }

  @AfterEach
  void nothing_is_left() {
    home.close();
    other.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"targets", "collect"})
  void who_may_not_list_is_told_the_verb_and_the_resource_that_are_missing(String command) {
    home.serviceAccount("nobody");
    var nobody = new Kprofefe(cluster.kubeconfigFor(home.token("nobody")));
    var ended =
        command.equals("targets")
            ? nobody.targets("-n", home.name()).run()
            : nobody.collect("-n", home.name(), "--dir", folder.toString()).run();
    assertEquals(DENIED, ended.code(), ended.errors());
    assertTrue(ended.errors().contains("may not list pods"), ended.errors());
    assertTrue(ended.errors().contains("needs the verb list on pods"), ended.errors());
    assertTrue(ended.errors().contains(home.name()), ended.errors());
  }

  @Test
  void a_token_that_nobody_gave_is_refused() {
    var ended = new Kprofefe(cluster.kubeconfigFor("invented")).targets("-n", home.name()).run();
    assertEquals(DENIED, ended.code(), ended.errors());
    assertTrue(ended.errors().contains("401"), ended.errors());
  }

  @Test
  void the_namespaced_role_is_enough_in_its_namespace_and_nowhere_else() {
    try (var rights = Rights.apply(cluster, "rbac/namespaced", home, folder)) {
      var collector = new Kprofefe(rights.kubeconfig());
      assertEquals(1, listed(collector.targets("-n", home.name(), "-o", "json")));
      assertEquals(DENIED, collector.targets("-n", other.name()).run().code());
      assertEquals(DENIED, collector.targets("-A").run().code());
      assertEquals(Set.of("pods [list]"), rights.of(home));
      assertEquals(Set.of(), rights.of(other));
    }
  }

  /** By the two commands that {@code rbac/namespaced} shows. */
  @Test
  void another_namespace_is_opened_to_the_namespaced_collector_by_itself() {
    try (var rights = Rights.apply(cluster, "rbac/namespaced", home, folder)) {
      String account = home.name() + ":" + Overlay.renamed("kprofefe", home);
      inOther("create", "role", "kprofefe", "--verb=list", "--resource=pods");
      inOther(
          "create", "rolebinding", "kprofefe", "--role=kprofefe", "--serviceaccount=" + account);
      var collector = new Kprofefe(rights.kubeconfig());
      String both = home.name() + "," + other.name();
      assertEquals(2, listed(collector.targets("-n", both, "-o", "json")));
    }
  }

  private void inOther(String... words) {
    Stream<String> there = Stream.of("-n", other.name());
    cluster
        .kubectl(Stream.concat(there, Stream.of(words)).toArray(String[]::new))
        .run()
        .succeeded();
  }

  @Test
  void the_cluster_wide_role_is_enough_in_all_namespaces() {
    try (var rights = Rights.apply(cluster, "rbac/cluster-wide", home, folder)) {
      var collector = new Kprofefe(rights.kubeconfig());
      assertEquals(1, listed(collector.targets("-n", other.name(), "-o", "json")));
      var everywhere = collector.targets("-A", "-o", "json");
      assertTrue(listed(everywhere) >= 2);
      assertEquals(Set.of("pods [list]"), rights.of(home));
      assertEquals(Set.of("pods [list]"), rights.of(other));
    }
  }

  @ParameterizedTest
  @CsvSource({"namespaced, get namespace, get", "cluster-wide, list namespaces, list"})
  void labels_of_namespaces_are_read_by_the_component_and_not_without(
      String variant, String action, String verb) {
    home.label("team", "green");
    String where = variant.equals("namespaced") ? "--namespace=" + home.name() : "-A";
    try (var rights = Rights.apply(cluster, "rbac/" + variant, home, folder)) {
      var ended = new Kprofefe(rights.kubeconfig()).targets(where, "--namespace-labels=team").run();
      assertEquals(DENIED, ended.code(), ended.errors());
      assertTrue(ended.errors().contains("may not " + action), ended.errors());
      assertTrue(ended.errors().contains("needs the verb " + verb + " on names"), ended.errors());
    }
    try (var rights = Rights.apply(cluster, "rbac/" + variant, home, folder, "namespace-labels")) {
      var ended =
          new Kprofefe(rights.kubeconfig())
              .targets(where, "--namespace-labels=team", "-o", "json")
              .run();
      assertEquals(0, ended.code(), ended.errors());
      assertTrue(ended.output().contains("\"team\": \"green\""), ended.output());
    }
  }

  private static int listed(Command targets) {
    var ended = targets.run();
    assertEquals(0, ended.code(), ended.errors());
    return Kprofefe.json(ended).at("/items").size();
  }
}
