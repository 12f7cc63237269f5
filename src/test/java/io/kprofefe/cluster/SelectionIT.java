package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three namespaces of pods of every kind: who is profiled, and why the others are not. */
@OnRealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionIT {

  private static final List<String> IPS = Loopback.addresses(4);

  private final Kprofefe kprofefe;
  private final TestNamespace shop;
  private final TestNamespace bank;
  private final TestNamespace mill;
  private final GoTarget program;

  SelectionIT(RealCluster cluster, @TempDir Path folder) {
    kprofefe = new Kprofefe(cluster.kubeconfig());
    shop = cluster.namespace("shop");
    bank = cluster.namespace("bank");
    mill = cluster.namespace("mill");
    program = GoTarget.start(folder, IPS);
  }

  @BeforeAll
  void pods_of_every_kind() {
    shop.create(
        web("web-0", IPS.get(0)),
        web("web-1", IPS.get(1)),
        PodObject.running("plain", IPS.get(0)),
        PodObject.running("refuses", IPS.get(0)).annotatedWith("profefe.com/enable", "false"),
        asking("pending", "").inPhase("Pending"),
        asking("done", IPS.get(0)).inPhase("Succeeded"),
        asking("homeless", ""),
        asking("on-its-node", IPS.get(0)).inHostNetwork(),
        asking("elsewhere", "203.0.113.7"),
        asking("port-too-big", IPS.get(0)).annotatedWith("profefe.com/port", "70000"),
        asking("port-undeclared", IPS.get(0))
            .declaring("http", 8080)
            .annotatedWith("profefe.com/port", "pprof"),
        asking("path-outside", IPS.get(0)).annotatedWith("profefe.com/path", "/../metrics"));
    PodObject terminating = asking("terminating", IPS.get(0)).heldWhenDeleted();
    shop.create(terminating);
    shop.delete(terminating);
    bank.create(web("web-0", IPS.get(2)), asking("ledger-0", IPS.get(2)).labelled("app", "ledger"));
    mill.create(web("saw-0", IPS.get(3)), PodObject.running("plain", IPS.get(3)));
  }

  @AfterAll
  void nothing_is_left() {
    program.close();
    Stream.of(shop, bank, mill).forEach(TestNamespace::close);
  }

  @Test
  void in_a_namespace_each_pod_is_a_target_or_has_its_reason() {
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("shop/web-0", "web-0"),
            Map.entry("shop/web-1", "web-1"),
            Map.entry("shop/plain", "not annotated"),
            Map.entry("shop/refuses", "not annotated"),
            Map.entry("shop/pending", "phase is Pending"),
            Map.entry("shop/done", "phase is Succeeded"),
            Map.entry("shop/homeless", "no IP address"),
            Map.entry("shop/on-its-node", "node's network"),
            Map.entry("shop/elsewhere", "203.0.113.7 is not in --pod-cidr"),
            Map.entry("shop/port-too-big", "profefe.com/port is \"70000\""),
            Map.entry("shop/port-undeclared", "profefe.com/port is \"pprof\""),
            Map.entry("shop/path-outside", "profefe.com/path is \"/../metrics\""),
            Map.entry("shop/terminating", "is being deleted"));
    Map<String, String> pods = targets("-n", shop.name());
    assertEquals(expected.keySet(), pods.keySet());
    expected.forEach(
        (pod, said) -> assertTrue(pods.getOrDefault(pod, "").contains(said), () -> pod + pods));
  }

  @Test
  void several_namespaces_are_said_one_by_one_or_in_a_list() {
    var expected = Set.of("bank/web-0", "bank/ledger-0", "mill/saw-0", "mill/plain");
    assertEquals(expected, targets("-n", bank.name(), "-n", mill.name()).keySet());
    assertEquals(expected, targets("-n", bank.name() + "," + mill.name()).keySet());
  }

  @Test
  void all_namespaces_are_all() {
    Map<String, String> pods = targets("-A");
    assertEquals(13 + 2 + 2, pods.size());
    assertTrue(pods.keySet().containsAll(Set.of("shop/web-0", "bank/web-0", "mill/saw-0")));
  }

  @Test
  void a_label_selects_within_a_namespace_and_over_all() {
    assertEquals(
        Set.of("shop/web-0", "shop/web-1"), targets("-n", shop.name(), "-l", "app=web").keySet());
    assertEquals(
        Set.of("shop/web-0", "shop/web-1", "bank/web-0", "bank/ledger-0", "mill/saw-0"),
        targets("-A", "-l", "app in (web,ledger)").keySet());
  }

  @Test
  void a_field_selects_too() {
    assertEquals(
        Set.of("shop/pending"),
        targets("-n", shop.name(), "--field-selector", "status.phase=Pending").keySet());
  }

  @Test
  void a_name_selects_in_its_namespace() {
    assertEquals(Set.of("bank/web-0"), targets("-n", bank.name(), "web-0").keySet());
  }

  @Test
  void a_name_without_its_one_namespace_is_refused() {
    for (var where : List.of(List.of("-A"), List.of("-n", shop.name(), "-n", bank.name()))) {
      var words = Stream.concat(where.stream(), Stream.of("web-0")).toArray(String[]::new);
      var ended = kprofefe.targets(words).run();
      assertEquals(64, ended.code(), ended.errors());
      assertTrue(ended.errors().contains("give one namespace"), ended.errors());
    }
  }

  @Test
  void a_name_that_no_pod_has_is_said_to_be_so() {
    var ended = kprofefe.targets("-n", bank.name(), "web-0", "web-9").run();
    assertEquals(1, ended.code(), ended.errors());
    assertTrue(ended.output().contains(bank.name() + "/web-9"), ended.output());
    assertTrue(ended.output().contains("no such pod"), ended.output());
  }

  @Test
  void collect_profiles_exactly_the_right_ones(@TempDir Path profiles) {
    JsonNode report = collect(profiles, "-n", shop.name());
    assertEquals(Set.of("shop/web-0", "shop/web-1"), pods(report.at("/stored")));
    assertEquals(0, report.at("/failures").size());
    assertEquals(2, report.at("/pods/profiled").asInt());
    assertEquals(9, report.at("/pods/skipped").asInt());
    assertEquals(
        targets("-n", shop.name()).entrySet().stream()
            .filter(pod -> !pod.getKey().startsWith("shop/web-"))
            .filter(pod -> !pod.getValue().startsWith("not annotated"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        byPod(report.at("/skipped"), "reason"));
  }

  @Test
  void collect_takes_a_selector_over_all_namespaces(@TempDir Path profiles) {
    JsonNode report = collect(profiles, "-A", "-l", "app=web");
    assertEquals(
        Set.of("shop/web-0", "shop/web-1", "bank/web-0", "mill/saw-0"), pods(report.at("/stored")));
    assertEquals(0, report.at("/skipped").size());
  }

  @Test
  void collect_takes_pods_by_name(@TempDir Path profiles) {
    JsonNode report = collect(profiles, "-n", shop.name(), "web-1", "plain");
    assertEquals(Set.of("shop/web-1"), pods(report.at("/stored")));
    assertEquals(Set.of("shop/plain"), pods(report.at("/skipped")));
  }

  private static PodObject asking(String name, String address) {
    return PodObject.annotated(name, address, GoTarget.PORT);
  }

  private static PodObject web(String name, String address) {
    return asking(name, address).labelled("app", "web");
  }

  private JsonNode collect(Path profiles, String... words) {
    var common = Stream.of("--profiles", "goroutine", "--dir", profiles.toString(), "-o", "json");
    var ended =
        kprofefe.collect(Stream.concat(Stream.of(words), common).toArray(String[]::new)).run();
    assertEquals(0, ended.code(), ended.errors());
    return Kprofefe.json(ended);
  }

  /** By {@code namespace/pod}: why it is skipped, or the service of a target. */
  private Map<String, String> targets(String... words) {
    var said = Stream.concat(Stream.of(words), Stream.of("-o", "json")).toArray(String[]::new);
    var ended = kprofefe.targets(said).run();
    assertEquals(0, ended.code(), ended.errors());
    return StreamSupport.stream(Kprofefe.json(ended).at("/items").spliterator(), false)
        .filter(item -> !prefix(item).isEmpty())
        .collect(
            Collectors.toMap(
                this::shown, item -> item.path("skipped").asText(item.path("service").asText())));
  }

  private Map<String, String> byPod(JsonNode items, String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .collect(Collectors.toMap(this::shown, item -> item.path(field).asText()));
  }

  private Set<String> pods(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(this::shown)
        .collect(Collectors.toSet());
  }

  private String shown(JsonNode item) {
    return prefix(item) + "/" + item.path("pod").asText();
  }

  /** A cluster that was given may have pods of others: they are none of this test's business. */
  private String prefix(JsonNode item) {
    String namespace = item.path("namespace").asText();
    return Stream.of(shop, bank, mill)
        .map(TestNamespace::name)
        .filter(namespace::equals)
        .map(name -> name.substring(0, name.indexOf('-')))
        .findFirst()
        .orElse("");
  }
}
