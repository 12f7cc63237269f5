package io.kprofefe.cluster;

import static io.kprofefe.cluster.Shipped.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.cli.Console;
import io.kprofefe.cli.Program;
import io.kprofefe.metrics.Pushgateway;
import io.kprofefe.print.Screen;
import io.kprofefe.run.ExitCode;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two CronJobs that are shipped say fits together, and fits what the program does. */
@OnRealCluster
class CronJobsIT {

  private static final String BOTH = "manifests/overlays/high-frequency";

  /** Deliveries under way, giving up the rest, the figures. */
  private static final Duration RUN_ENDS_IN =
      Duration.ofSeconds(10).plusSeconds(3).plus(Pushgateway.PATIENCE);

  /** Uncaught, out of memory, aborted, killed. */
  private static final Set<Integer> OF_THE_JVM = Set.of(1, 3, 134, 137);

  /** CPU, heap, goroutine, mutex, unless it is told otherwise. */
  private static final int PROFILES_OF_A_POD = 4;

  /** All components that set something. */
  private static final String[] SETTING = {
    "registry", "registry-claim", "pushgateway", "spool", "declared-ports-only"
  };

  private final RealCluster cluster;
  private final TestNamespace namespace;

  @TempDir Path folder;

  CronJobsIT(RealCluster cluster) {
    this.cluster = cluster;
    namespace = cluster.namespace("cron-jobs");
  }

  @AfterEach
  void nothing_is_left() {
    namespace.close();
  }

  @ParameterizedTest
  @CsvSource({"spool, FailJob", "sharding, FailIndex"})
  void each_exit_code_has_a_rule_and_disruptions_come_first(String component, String fail) {
    for (ShippedCronJob cronJob : cronJobs(component)) {
      JsonNode rules = cronJob.job().at("/podFailurePolicy/rules");
      assertEquals("Ignore", rules.at("/0/action").asText());
      assertEquals("DisruptionTarget", rules.at("/0/onPodConditions/0/type").asText());
      var codes = new TreeMap<String, Set<Integer>>();
      each(rules).skip(1).forEach(rule -> codes.put(rule.get("action").asText(), codesOf(rule)));
      assertEquals(Map.of(fail, codes(false), "Count", codes(true)), codes);
    }
  }

  private static Set<Integer> codesOf(JsonNode rule) {
    assertEquals("In", rule.at("/onExitCodes/operator").asText());
    return each(rule.at("/onExitCodes/values")).map(JsonNode::asInt).collect(Collectors.toSet());
  }

  private static Set<Integer> codes(boolean anotherTryCanHelp) {
    Stream<Integer> ours =
        Arrays.stream(ExitCode.values())
            .filter(exit -> exit != ExitCode.OK)
            .filter(exit -> (exit == ExitCode.TRANSIENT) == anotherTryCanHelp)
            .map(ExitCode::code);
    return Stream.concat(ours, anotherTryCanHelp ? Stream.of() : OF_THE_JVM.stream())
        .collect(Collectors.toSet());
  }

  @Test
  void a_run_ends_before_its_pod_and_its_pod_before_the_next_tick() {
    for (ShippedCronJob cronJob : cronJobs()) {
      Duration run = Duration.parse("PT" + cronJob.environment().get("KPROFEFE_DEADLINE"));
      Duration pod = seconds(cronJob.pod().get("activeDeadlineSeconds"));
      Duration grace = seconds(cronJob.pod().get("terminationGracePeriodSeconds"));
      assertAtMost(grace, RUN_ENDS_IN);
      assertAtMost(pod, run.plus(RUN_ENDS_IN));
      assertAtMost(cronJob.tick(), pod.plus(grace));
      assertAtMost(cronJob.tick(), seconds(cronJob.object().at("/spec/startingDeadlineSeconds")));
    }
  }

  /** It takes the whole time of each of its profiles, one after the other. */
  @Test
  void a_pod_that_never_answers_does_not_bring_a_run_to_its_deadline() {
    for (ShippedCronJob cronJob : cronJobs()) {
      Map<String, String> set = cronJob.environment();
      Duration margin = Duration.parse("PT" + set.getOrDefault("KPROFEFE_SCRAPE_MARGIN", "15s"));
      String cpuSeconds = set.getOrDefault("KPROFEFE_CPU_SECONDS", "30");
      assertAtMost(
          Duration.parse("PT" + set.get("KPROFEFE_DEADLINE")),
          margin.multipliedBy(PROFILES_OF_A_POD).plusSeconds(Long.parseLong(cpuSeconds)));
    }
  }

  @Test
  void a_job_has_time_for_all_its_tries() {
    for (ShippedCronJob cronJob : cronJobs()) {
      Duration pod = seconds(cronJob.pod().get("activeDeadlineSeconds"));
      Duration grace = seconds(cronJob.pod().get("terminationGracePeriodSeconds"));
      long tries = 1 + cronJob.job().get("backoffLimit").asLong();
      assertAtMost(
          seconds(cronJob.job().get("activeDeadlineSeconds")), pod.plus(grace).multipliedBy(tries));
    }
  }

  private static void assertAtMost(Duration most, Duration duration) {
    assertTrue(duration.compareTo(most) <= 0, duration + " is more than " + most);
  }

  private static Duration seconds(JsonNode number) {
    return Duration.ofSeconds(number.asLong());
  }

  @Test
  void the_program_understands_all_their_settings() {
    for (ShippedCronJob cronJob : cronJobs(SETTING)) {
      Set<String> settings = settings(cronJob.environment());
      assertEquals(Set.of(), without(settings, variables("collect")));
      Command dryRun =
          Kprofefe.command("collect", "--dry-run", "--kubeconfig=" + cluster.kubeconfig());
      for (String setting : settings) {
        dryRun = dryRun.with(setting, cronJob.environment().getOrDefault(setting, ""));
      }
      Command.Ended ended = dryRun.run();
      assertEquals(0, ended.code(), ended.errors());
    }
  }

  @Test
  void the_registry_understands_all_its_settings() {
    JsonNode registry = shipped(SETTING).only("Deployment", "profefe");
    Map<String, String> environment =
        ShippedCronJob.environment(registry.at("/spec/template/spec/containers/0"));
    assertEquals(Set.of(), without(settings(environment), variables("registry")));
  }

  private static Set<String> settings(Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(variable -> variable.startsWith("KPROFEFE_"))
        .collect(Collectors.toSet());
  }

  private static Set<String> without(Set<String> all, Set<String> these) {
    var rest = new TreeSet<>(all);
    rest.removeAll(these);
    return rest;
  }

  /** Of the options of a command. */
  private static Set<String> variables(String command) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var program =
        new Program(
            new Console(
                InputStream.nullInputStream(),
                nowhere,
                false,
                new Screen(nowhere, false),
                Map.of()));
    return program.commands().stream()
        .filter(one -> one.name().equals(command))
        .flatMap(one -> one.groups().stream())
        .flatMap(group -> group.options().stream())
        .flatMap(option -> option.variables().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void figures_are_kept_under_the_name_of_the_cron_job() {
    for (ShippedCronJob cronJob : cronJobs("sharding", "spool")) {
      assertEquals(
          "namespace=namespace,cronjob=" + cronJob.name(),
          cronJob.environment().get("KPROFEFE_GROUPING"));
    }
  }

  @Test
  void shards_are_as_many_as_they_are_told_and_run_at_once() {
    for (ShippedCronJob cronJob : cronJobs("sharding")) {
      String completions = cronJob.job().get("completions").asText();
      assertEquals(completions, cronJob.job().get("parallelism").asText());
      assertEquals(completions, cronJob.environment().get("JOB_COMPLETION_COUNT"));
    }
  }

  @Test
  void each_pod_is_taken_by_one_of_them() {
    String label = "profefe.com/frequency";
    namespace.create(
        PodObject.running("often", Loopback.address()).labelled(label, "high"),
        PodObject.running("low", Loopback.address()).labelled(label, "low"),
        PodObject.running("unlabelled", Loopback.address()));
    var taken = new TreeMap<String, Set<String>>();
    cronJobs().forEach(cronJob -> taken.put(cronJob.name(), taken(cronJob)));
    assertEquals(
        Map.of(
            "kprofefe", Set.of("pod/low", "pod/unlabelled"),
            "kprofefe-often", Set.of("pod/often")),
        taken);
  }

  private Set<String> taken(ShippedCronJob by) {
    String selector = by.environment().getOrDefault("KPROFEFE_SELECTOR", "");
    return cluster
        .kubectl("get", "pods", "-n", namespace.name(), "-o", "name", "-l", selector)
        .run()
        .succeeded()
        .lines()
        .collect(Collectors.toSet());
  }

  private List<ShippedCronJob> cronJobs(String... components) {
    List<ShippedCronJob> both = shipped(components).cronJobs().toList();
    assertEquals(2, both.size());
    return both;
  }

  private Shipped shipped(String... components) {
    return Shipped.by(Overlay.of(BOTH, List.of(components), namespace, folder), namespace, cluster);
  }
}
