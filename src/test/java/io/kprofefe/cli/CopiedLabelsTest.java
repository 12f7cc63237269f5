package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.ApiRequest;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of a pod, its namespace and its owner: from the command line to the stored profile. */
class CopiedLabelsTest {

  private static final String[] ALL = {
    "--pod-labels=app.kubernetes.io/version=version",
    "--namespace-labels=team,cost-center=cost_center",
    "--owner-labels",
    "--label=cluster=eu-1"
  };

  @TempDir private Path folder;

  private final PprofServer pprof = PprofServer.with(1);
  private final FakeApiServer api;

  CopiedLabelsTest() throws IOException {
    api = FakeApiServer.start();
  }

  @BeforeEach
  void serve_a_pod_of_a_deployment_in_a_namespace_with_labels() {
    pprof.serving("heap", Handler.profile(Profiles.at(Instant.now())));
    InetSocketAddress address = pprof.addresses().getFirst();
    api.with(
        TestPod.enabled("shop", "web-7d4b9c6f58-beef")
            .at(address.getAddress().getHostAddress())
            .annotated("profefe.com/port", Integer.toString(address.getPort()))
            .annotated("profefe.com/labels", "team=mine,tier=front")
            .labelled("pod-template-hash", "7d4b9c6f58")
            .labelled("app.kubernetes.io/version", "v7")
            .ownedBy("ReplicaSet", "web-7d4b9c6f58"));
    api.labelling("shop", Map.of("team", "green", "cost-center", "7", "other", "x"));
  }

  @AfterEach
  void close() {
    api.close();
    pprof.close();
  }

  @Test
  void a_profile_is_found_by_what_was_copied() throws IOException {
    Called collected = call("collect", ALL);
    assertEquals(0, collected.code(), collected.err());
    for (String label :
        List.of(
            "version=v7,tier=front",
            "team=green,cost_center=7",
            "workload=web,workload_type=deployment",
            "cluster=eu-1,namespace=shop")) {
      Called found =
          Called.with(
              "get", "profiles", "--service=web", "--dir=" + dir(), "--label=" + label, "-o=name");
      assertEquals(1, found.out().lines().count(), label);
    }
  }

  @Test
  void targets_shows_them() throws IOException {
    Called shown = call("targets", Stream.concat(Stream.of(ALL), Stream.of("-o=json")));
    assertEquals(
        "{\"cluster\":\"eu-1\",\"cost_center\":\"7\",\"namespace\":\"shop\",\"node\":\"node-1\","
            + "\"pod\":\"web-7d4b9c6f58-beef\",\"team\":\"green\",\"tier\":\"front\","
            + "\"version\":\"v7\",\"workload\":\"web\",\"workload_type\":\"deployment\"}",
        new ObjectMapper().readTree(shown.out()).at("/items/0/labels").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"collect", "targets"})
  void who_may_not_read_the_namespace_is_told_what_to_grant_and_no_pod_is_asked(String command)
      throws IOException {
    api.onRequest(1, ApiFault.refused(403, "namespaces \"shop\" is forbidden"));
    Called called = call(command, "--namespace-labels=team");
    assertEquals(77, called.code());
    assertEquals(
        "error: we may not get namespace shop: needs the verb get on namespaces there for their"
            + " labels, see manifests/components/namespace-labels",
        called.err().lines().findFirst().orElse(""));
    assertEquals(List.of("/api/v1/namespaces/shop"), asked());
    assertEquals(List.of(), pprof.requests());
  }

  @Test
  void who_asks_for_no_label_of_a_namespace_asks_for_no_namespace() throws IOException {
    assertEquals(0, call("collect", "--pod-labels=*", "--owner-labels").code());
    assertEquals(List.of("/api/v1/namespaces/shop/pods"), asked());
  }

  private List<String> asked() {
    return api.requests().stream().map(ApiRequest::path).toList();
  }

  private Path dir() {
    return folder.resolve("profiles");
  }

  private Called call(String command, String... words) throws IOException {
    return call(command, Stream.of(words));
  }

  private Called call(String command, Stream<String> words) throws IOException {
    var all =
        new ArrayList<>(List.of(command, "-n=shop", "--profiles=heap", "--pod-cidr=127.0.0.0/8"));
    all.add("--kubeconfig=" + api.kubeconfig(folder));
    if (command.equals("collect")) {
      all.add("--dir=" + dir());
    }
    words.forEach(all::add);
    return Called.with(all);
  }
}
