package io.kprofefe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several runs that share the pods of a cluster, as the pods of an Indexed Job do. */
class ShardsTest {

  private static final int SHARDS = 4;

  private final FortyPods pods;

  ShardsTest(@TempDir Path folder) throws IOException {
    pods = new FortyPods(folder);
  }

  @BeforeEach
  void skip_twelve_more() {
    pods.api()
        .with(
            IntStream.range(0, 12)
                .mapToObj(n -> TestPod.enabled("shop", "late-%02d".formatted(n)).phase("Pending"))
                .toList());
  }

  @AfterEach
  void close() {
    pods.close();
  }

  @Test
  void the_shards_together_take_each_pod_once_and_skip_each_once() throws IOException {
    var stored = new ArrayList<String>();
    var skipped = new ArrayList<String>();
    for (int index = 0; index < SHARDS; index++) {
      Called called = pods.collect(Map.of(), "-o", "json", "--shard", index + "/" + SHARDS);
      assertEquals(0, called.code(), called.err());
      JsonNode report = new ObjectMapper().readTree(called.out());
      List<String> its = named(report.get("stored"));
      assertEquals(its.size(), report.at("/pods/profiled").asInt());
      assertTrue(its.size() > FortyPods.COUNT / SHARDS / 3, () -> "hardly any: " + its);
      stored.addAll(its);
      skipped.addAll(named(report.get("skipped")));
    }
    assertEquals(names("web-", FortyPods.COUNT), stored.stream().sorted().toList());
    assertEquals(names("late-", 12), skipped.stream().sorted().toList());
    assertEquals(FortyPods.COUNT, pods.pprof().requests().size(), "no pod is asked by two");
  }

  @Test
  void targets_shows_the_pods_that_collect_would_take() throws IOException {
    for (int index = 0; index < SHARDS; index++) {
      String shard = "--shard=" + index + "/" + SHARDS;
      List<String> shown = pods.targets(Map.of(), "-o", "name", shard).out().lines().toList();
      JsonNode report =
          new ObjectMapper().readTree(pods.collect(Map.of(), "-o", "json", shard).out());
      assertEquals(
          shown.stream().sorted().toList(),
          named(report.get("stored")).stream().map(pod -> "pod/" + pod).sorted().toList());
    }
  }

  @Test
  void an_indexed_job_says_its_shard_by_its_variables() throws IOException {
    var job = Map.of("JOB_COMPLETION_INDEX", "2", "JOB_COMPLETION_COUNT", "4");
    String third = pods.targets(Map.of(), "--shard", "2/4").out();

    assertEquals(third, pods.targets(job).out());
    assertEquals(third, pods.targets(Map.of("KPROFEFE_SHARD", "2/4")).out());
    assertEquals(third, pods.targets(and(job, "KPROFEFE_SHARD", "3/4"), "--shard", "2/4").out());
    assertFalse(third.equals(pods.targets(and(job, "KPROFEFE_SHARD", "3/4")).out()), third);
    var empty = Map.of("JOB_COMPLETION_INDEX", "", "JOB_COMPLETION_COUNT", "");
    assertEquals(FortyPods.COUNT, pods.targets(empty, "-o", "name").out().lines().count());
  }

  @Test
  void what_is_told_says_which_shard_it_was() throws IOException {
    Called called = pods.collect(Map.of(), "--shard", "1/4");
    assertTrue(called.out().startsWith("shard 1/4: "), called.out());

    Called nobody = pods.collect(Map.of(), "--shard", "1/4", "-l", "app=nothing");
    assertTrue(
        nobody.err().startsWith("No pod in namespace shop (shard 1/4) asks to be profiled"),
        nobody.err());
  }

  @Test
  void a_pod_that_is_named_and_another_shards_is_no_error() throws IOException {
    int taken = 0;
    int missing = 0;
    for (int index = 0; index < SHARDS; index++) {
      String shard = index + "/" + SHARDS;
      Called called = pods.collect(Map.of(), "--shard", shard, "web-00", "nobody");
      assertEquals(0, called.code(), called.err());
      taken += called.out().contains(": 1 pod profiled") ? 1 : 0;
      missing += called.out().contains("SKIPPED  shop/nobody: no such pod") ? 1 : 0;
    }
    assertEquals(1, taken);
    assertEquals(1, missing, "of a name that nobody has one shard tells");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /metrics/job/kprofefe/shard/2",
    "'namespace=shop,cronjob=p', /metrics/job/kprofefe/namespace/shop/cronjob/p/shard/2"
  })
  void each_shard_has_a_group_of_its_own_at_the_pushgateway(String grouping, String path)
      throws IOException {
    var job = Map.of("JOB_COMPLETION_INDEX", "2", "JOB_COMPLETION_COUNT", "4");
    for (var said : List.of(job, Map.of("KPROFEFE_SHARD", "2/4"))) {
      try (var gateway = FaultServer.that(Fault.answer(200, ""))) {
        Called called =
            pods.collect(
                and(said, "KPROFEFE_GROUPING", grouping), "--pushgateway-url=" + gateway.uri());
        assertEquals("", called.err());
        assertEquals(path, gateway.requests().getFirst().target());
        String figures = new String(gateway.requests().getFirst().body(), UTF_8);
        assertFalse(figures.contains("shard"), "the group has the label, the figures have not");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2  |    | JOB_COMPLETION_INDEX 2 without JOB_COMPLETION_COUNT: set that to the Job's completions, or give --shard, 0/1 for all pods
             | 4  | JOB_COMPLETION_COUNT 4 without JOB_COMPLETION_INDEX: make the Job's completionMode Indexed, or leave the count out
          4  | 4  | JOB_COMPLETION_INDEX 4: allowed is a whole number from 0 to 3, as JOB_COMPLETION_COUNT 4
          -1 | 4  | JOB_COMPLETION_INDEX -1: allowed is a whole number from 0 to 3, as JOB_COMPLETION_COUNT 4
          a  | 4  | JOB_COMPLETION_INDEX a: allowed is a whole number from 0 to 3, as JOB_COMPLETION_COUNT 4
          0  | 0  | JOB_COMPLETION_COUNT 0: allowed is a whole number from 1 to 999999999
          0  | -4 | JOB_COMPLETION_COUNT -4: allowed is a whole number from 1 to 999999999
          0  | 4x | JOB_COMPLETION_COUNT 4x: allowed is a whole number from 1 to 999999999
          """)
  void a_job_that_does_not_say_which_shard_is_refused(String index, String count, String said)
      throws IOException {
    var job =
        Map.of(
            "JOB_COMPLETION_INDEX", index == null ? "" : index,
            "JOB_COMPLETION_COUNT", count == null ? "" : count);
    for (Called called :
        List.of(pods.targets(job), pods.collect(job), pods.collect(job, "--dry-run"))) {
      assertEquals("error: " + said + "\n", called.err());
      assertEquals(64, called.code());
      assertEquals("", called.out());
    }
    assertEquals(List.of(), pods.api().requests());
    assertEquals(0, pods.targets(job, "--shard", "0/1").code(), "the option is all that counts");
  }

  @ParameterizedTest
  @CsvSource({"4/4", "0/0", "-1/4", "1", "1/4/8", "a/b", "1-4", "1/-4"})
  void a_shard_that_there_is_not_is_refused(String shard) throws IOException {
    String said =
        " %s: allowed is INDEX/COUNT with an index below the count: 0/4, 1/4, 2/4 and 3/4\n"
            .formatted(shard);
    assertEquals("error: --shard" + said, pods.collect(Map.of(), "--shard=" + shard).err());
    Called called = pods.targets(Map.of("KPROFEFE_SHARD", shard));
    assertEquals("error: KPROFEFE_SHARD" + said, called.err());
    assertEquals(64, called.code());
  }

  private static List<String> named(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.get("pod").asText())
        .toList();
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(n -> prefix + "%02d".formatted(n)).toList();
  }

  private static Map<String, String> and(Map<String, String> map, String name, String value) {
    return Stream.concat(map.entrySet().stream(), Stream.of(Map.entry(name, value)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
