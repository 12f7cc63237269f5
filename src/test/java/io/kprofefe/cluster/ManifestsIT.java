package io.kprofefe.cluster;

import static io.kprofefe.cluster.Shipped.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped is what the API server takes: fields, values, and PodSecurity's strictest. */
@OnRealCluster
class ManifestsIT {

  private static final String OVERLAYS = "manifests/overlays/";

  private static final Pattern SHOWN =
      Pattern.compile("```yaml\n# kustomization.yaml\n(.*?)```", Pattern.DOTALL);

  private static final Pattern WITHOUT_NAMESPACE =
      Pattern.compile(
          "```yaml\n(patches:\n  - patch: \\|\n +\\$patch: delete\n.*?)```", Pattern.DOTALL);

  private static final Set<String> CLUSTER_WIDE =
      Set.of(
          "ServiceAccount/kprofefe",
          "ClusterRole/kprofefe",
          "ClusterRoleBinding/kprofefe",
          "ConfigMap/kprofefe",
          "CronJob/kprofefe");

  /** But for all-namespaces, which takes the place of another right. */
  private static final List<String> COMPONENTS =
      List.of(
          "registry",
          "registry-claim",
          "pushgateway",
          "network-policy",
          "objects",
          "spool",
          "sharding",
          "namespace-labels",
          "declared-ports-only");

  private final RealCluster cluster;
  private final TestNamespace namespace;

  @TempDir Path folder;

  ManifestsIT(RealCluster cluster) {
    this.cluster = cluster;
    namespace = cluster.namespace("manifests");
  }

  @AfterEach
  void nothing_is_left() {
    namespace.close();
  }

  @Test
  void the_overlay_for_one_namespace_makes_nothing_outside_of_it() {
    assertEquals(
        Set.of(
            "ServiceAccount/kprofefe",
            "Role/kprofefe",
            "RoleBinding/kprofefe",
            "ConfigMap/kprofefe",
            "CronJob/kprofefe"),
        shipped(OVERLAYS + "per-namespace").names());
  }

  @ParameterizedTest
  @CsvSource({
    "cluster-wide, ''",
    "high-frequency, ConfigMap/kprofefe-often CronJob/kprofefe-often",
    "quickstart, Deployment/profefe Service/profefe Deployment/pushgateway Service/pushgateway",
  })
  void the_overlays_for_the_whole_cluster_have_the_same_and_what_they_are_for(
      String overlay, String more) {
    var expected = new TreeSet<>(CLUSTER_WIDE);
    Stream.of(more.split(" ")).filter(name -> !name.isEmpty()).forEach(expected::add);
    assertEquals(expected, shipped(OVERLAYS + overlay).names());
  }

  /** Its rights are in three parts, so that one can be left out. */
  @Test
  void the_overlay_for_the_control_plane_has_an_account_of_its_own() {
    assertEquals(
        Set.of(
            "ServiceAccount/kprofefe",
            "ClusterRole/kprofefe-control-plane",
            "ClusterRoleBinding/kprofefe-control-plane",
            "Role/kprofefe-control-plane",
            "RoleBinding/kprofefe-control-plane",
            "ClusterRole/kprofefe-kubelets",
            "ClusterRoleBinding/kprofefe-kubelets",
            "ConfigMap/kprofefe",
            "CronJob/kprofefe"),
        shipped(OVERLAYS + "control-plane").names());
  }

  @ParameterizedTest
  @MethodSource("pairsOfComponents")
  void any_two_components_go_together(String one, String other) {
    Shipped pair = shipped("manifests/base", withItsGround(one, other));
    assertEquals(1, pair.ofKind("CronJob").count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-namespace", "cluster-wide", "high-frequency", "control-plane/job"})
  void all_components_go_together_on_an_overlay(String overlay) {
    Shipped all = shipped(OVERLAYS + overlay, COMPONENTS.toArray(String[]::new));
    assertTrue(all.names().containsAll(shipped(OVERLAYS + overlay).names()));
    assertEquals(
        Set.of("PersistentVolumeClaim/kprofefe-spool", "PersistentVolumeClaim/profefe"),
        all.names().stream().filter(name -> name.contains("Claim")).collect(Collectors.toSet()));
  }

  @Test
  void the_kustomization_that_the_readme_shows_is_taken() throws IOException {
    Matcher shown = SHOWN.matcher(Files.readString(Path.of("README.md")));
    assertTrue(shown.find());
    Overlay overlay = Overlay.written(shown.group(1), namespace, folder);
    ShippedCronJob cronJob =
        Shipped.by(overlay, namespace, cluster).cronJobs().findFirst().orElseThrow();
    assertEquals(Duration.ofMinutes(15), cronJob.tick());
    assertEquals("10", cronJob.environment().get("KPROFEFE_CPU_SECONDS"));
    assertEquals("images.example/kprofefe:0.1.0", cronJob.pod().at("/containers/0/image").asText());
  }

  /** As the README has it: what is there is somebody's, and stays when ours goes. */
  @ParameterizedTest
  @ValueSource(strings = {"cluster-wide", "high-frequency", "quickstart"})
  void in_a_namespace_that_is_there_an_overlay_makes_and_removes_none(String overlay)
      throws IOException {
    Matcher shown = WITHOUT_NAMESPACE.matcher(Files.readString(Path.of("README.md")));
    assertTrue(shown.find());
    Path user = folder.toRealPath();
    String ours =
        "namespace: monitoring\nresources: [%s]\n"
            .formatted(user.relativize(Path.of(OVERLAYS + overlay).toRealPath()));

    assertEquals(1, namespacesOf(user, ours));
    assertEquals(0, namespacesOf(user, ours + shown.group(1)));
  }

  private long namespacesOf(Path user, String kustomization) throws IOException {
    Files.writeString(user.resolve("kustomization.yaml"), kustomization);
    String objects = cluster.kubectl("kustomize", user.toString()).run().succeeded();
    return objects.lines().filter(line -> line.equals("kind: Namespace")).count();
  }

  /** As the comment in {@code rbac/cluster-wide} has it. */
  @Test
  void a_second_installation_can_rename_what_is_in_no_namespace() {
    Overlay overlay =
        Overlay.written(
            """
            namespace: any
            resources: [../kprofefe/manifests/overlays/quickstart]
            patches:
              - target:
                  kind: ClusterRole.*
                patch: |
                  - op: replace
                    path: /metadata/name
                    value: kprofefe-blue
            """,
            namespace,
            folder);
    Shipped blue = Shipped.by(overlay, namespace, cluster);
    assertEquals(
        blue.only("ClusterRole", "kprofefe-blue").at("/metadata/name"),
        blue.only("ClusterRoleBinding", "kprofefe-blue").at("/roleRef/name"));
    assertEquals(
        blue.only("ServiceAccount", "kprofefe").at("/metadata/name"),
        blue.only("ClusterRoleBinding", "kprofefe-blue").at("/subjects/0/name"));
  }

  @Test
  void no_container_writes_but_to_a_volume_and_each_has_its_memory() {
    for (JsonNode pod : everything().podSpecs().toList()) {
      for (JsonNode container : pod.get("containers")) {
        assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean());
        assertTrue(container.at("/resources/requests").has("cpu"));
        assertTrue(container.at("/resources/requests").has("memory"));
        assertTrue(container.at("/resources/limits").has("memory"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "per-namespace, Role, '[get]'",
    "cluster-wide, ClusterRole, '[get, list]'",
    "high-frequency, ClusterRole, '[get, list]'",
  })
  void the_labels_of_namespaces_are_a_right_beside_the_one_to_list_pods(
      String overlay, String kind, String verbs) {
    JsonNode rules =
        shipped(OVERLAYS + overlay, "namespace-labels").only(kind, "kprofefe").get("rules");
    assertEquals(2, rules.size());
    assertEquals("[\"pods\"]", rules.at("/0/resources").toString());
    assertEquals("[\"namespaces\"]", rules.at("/1/resources").toString());
    assertEquals(verbs, each(rules.at("/1/verbs")).map(JsonNode::asText).toList().toString());
  }

  @Test
  void only_the_collector_has_a_token_and_it_may_only_list_pods() {
    Shipped all = everything();
    assertTrue(
        all.ofKind("CronJob")
            .map(job -> job.at("/spec/jobTemplate/spec/template/spec"))
            .allMatch(pod -> pod.get("automountServiceAccountToken").asBoolean()));
    assertTrue(
        all.ofKind("Deployment")
            .map(deployment -> deployment.at("/spec/template/spec"))
            .noneMatch(pod -> pod.get("automountServiceAccountToken").asBoolean()));
    assertFalse(
        all.only("ServiceAccount", "kprofefe").get("automountServiceAccountToken").asBoolean());
    assertEquals(
        "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"list\"]}]",
        shipped(OVERLAYS + "high-frequency", withoutNamespaces())
            .only("ClusterRole", "kprofefe")
            .get("rules")
            .toString());
  }

  @Test
  void the_pushgateway_asks_to_be_profiled_and_has_no_way_to_be_wiped() {
    JsonNode pod = shipped(OVERLAYS + "quickstart").only("Deployment", "pushgateway");
    JsonNode annotations = pod.at("/spec/template/metadata/annotations");
    JsonNode container = pod.at("/spec/template/spec/containers/0");
    assertEquals("true", annotations.get("profefe.com/enable").asText());
    assertEquals(
        container.at("/ports/0/containerPort").asText(),
        annotations.get("profefe.com/port").asText());
    assertFalse(container.has("args"));
  }

  private static String[] withoutNamespaces() {
    return COMPONENTS.stream()
        .filter(name -> !name.equals("namespace-labels"))
        .toArray(String[]::new);
  }

  private Shipped everything() {
    return shipped(OVERLAYS + "high-frequency", COMPONENTS.toArray(String[]::new));
  }

  private Shipped shipped(String base, String... components) {
    return Shipped.by(Overlay.of(base, List.of(components), namespace, folder), namespace, cluster);
  }

  /** A claim is the registry's. */
  private static String[] withItsGround(String one, String other) {
    var components = new ArrayList<>(List.of(one, other));
    if (components.contains("registry-claim") && !components.contains("registry")) {
      components.addFirst("registry");
    }
    return components.toArray(String[]::new);
  }

  static Stream<Arguments> pairsOfComponents() {
    List<String> all = Stream.concat(COMPONENTS.stream(), Stream.of("all-namespaces")).toList();
    return IntStream.range(0, all.size())
        .boxed()
        .flatMap(one ->
            all.subList(one + 1, all.size()).stream()
                .map(other -> Arguments.of(all.get(one), other)));
  }
}
