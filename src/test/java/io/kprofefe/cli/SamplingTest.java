package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that take some pods of each service, and leave the others to other runs. */
class SamplingTest {

  private final FortyPods pods;

  SamplingTest(@TempDir Path folder) throws IOException {
    pods = new FortyPods(folder);
  }

  @BeforeEach
  void skip_one_more() {
    pods.api().with(TestPod.enabled("shop", "late").phase("Pending"));
  }

  @AfterEach
  void close() {
    pods.close();
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "10%, 4", "11%, 5", "1%, 1"})
  void a_run_asks_so_many_pods_and_says_of_how_many(String most, int taken) throws IOException {
    Called called = pods.collect(Map.of(), "--pods-per-service", most);
    assertEquals(0, called.code(), called.err());
    List<String> lines = called.out().lines().toList();
    assertTrue(
        lines.getFirst().startsWith(taken == 1 ? "1 pod" : taken + " pods"), lines.getFirst());
    assertTrue(lines.getFirst().contains(", 1 skipped, "), lines.getFirst());
    assertEquals(taken + " of 40 pods sampled", lines.get(1));
    assertFalse(called.out().contains("SKIPPED  shop/web"), called.out());
    assertEquals(taken, pods.pprof().requests().size());
  }

  @Test
  void who_is_not_sampled_is_neither_selected_nor_skipped() throws IOException {
    pods.api().with(pods.pod(0).annotated("profefe.com/unknown", "x"));
    pods.api().with(pods.pod(1).annotated("profefe.com/unknown", "x"));
    try (var gateway = FaultServer.that(Fault.answer(200, ""))) {
      Called called =
          pods.collect(
              Map.of(),
              "-o=json",
              "--pods-per-service=1",
              "--run-id=a",
              "--pushgateway-url=" + gateway.uri());
      JsonNode report = new ObjectMapper().readTree(called.out());
      assertEquals(
          "{\"selected\":1,\"skipped\":1,\"profiled\":1,\"failed\":0,\"notSampled\":39}",
          report.get("pods").toString());
      assertEquals(3, report.get("skipped").size(), "what a pod got wrong is told all the same");

      byte[] body = gateway.requests().getFirst().body();
      String figures = new String(body, StandardCharsets.UTF_8);
      assertTrue(figures.contains("kprofefe_last_run_pods{state=\"selected\"} 1"), figures);
      assertTrue(figures.contains("kprofefe_last_run_pods{state=\"skipped\"} 1"), figures);
    }
  }

  @Test
  void a_pod_that_is_sampled_for_one_of_its_services_is_not_counted_among_the_others()
      throws IOException {
    TestPod both = pods.pod(0);
    int port = pods.pprof().addresses().getFirst().getPort();
    pods.api().with(both.annotated("profefe.com/admin.port", Integer.toString(port)));
    Called called = pods.collect(Map.of(), "--pods-per-service=1", "--run-id=a");
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("\n2 of 40 pods sampled\n"), called.out());
    assertEquals(2, pods.pprof().requests().size());
  }

  @Test
  void targets_and_a_dry_run_show_what_is_taken_and_the_others_apart() throws IOException {
    for (Called called :
        List.of(
            pods.targets(Map.of(), "--pods-per-service=2", "--run-id=a"),
            pods.collect(Map.of(), "--dry-run", "--pods-per-service=2", "--run-id=a"))) {
      assertEquals(0, called.code());
      assertEquals("", called.err());
      String[] parts = called.out().split("\n\n", -1);
      assertTrue(parts[0].startsWith("TARGET "), called.out());
      assertEquals(1 + 2, parts[0].lines().count());
      assertTrue(parts[1].startsWith("NOT THIS TIME  SERVICE\nshop/web-"), called.out());
      assertEquals(1 + 38, parts[1].lines().count());
      assertEquals("SKIPPED    REASON\nshop/late  phase is Pending\n", parts[2]);
    }
    Called named = pods.targets(Map.of(), "-o=name", "--pods-per-service=2");
    assertEquals(2, named.out().lines().count());
    JsonNode items =
        new ObjectMapper()
            .readTree(pods.targets(Map.of(), "-o=json", "--pods-per-service=2").out());
    assertEquals(38, items.at("/items").findValues("sampled").size());
  }

  @Test
  void targets_tells_afterwards_what_a_run_took() throws IOException {
    var job = Map.of("KPROFEFE_RUN_ID", "6d1f9c1e", "KPROFEFE_PODS_PER_SERVICE", "5");
    List<String> taken = stored(pods.collect(job, "-o=json"));
    List<String> shown = pods.targets(job, "-o=name").out().lines().toList();
    assertEquals(5, taken.size());
    assertEquals(new TreeSet<>(shown), new TreeSet<>(taken));
  }

  @Test
  void runs_that_are_not_told_who_they_are_choose_by_chance() throws IOException {
    var chosen = new TreeSet<String>();
    for (int run = 0; run < 10; run++) {
      chosen.add(pods.targets(Map.of(), "-o=name", "--pods-per-service=5").out());
    }
    assertTrue(chosen.size() > 1, chosen::toString);
  }

  @Test
  void shards_of_a_run_take_together_what_one_run_would() throws IOException {
    var job = Map.of("KPROFEFE_RUN_ID", "6d1f9c1e", "JOB_COMPLETION_COUNT", "4");
    String whole =
        pods.targets(Map.of(), "-o=name", "--pods-per-service=12", "--run-id=6d1f9c1e").out();
    var taken = new ArrayList<String>();
    int of = 0;
    int skipped = 0;
    for (int index = 0; index < 4; index++) {
      var environment = Map.of("JOB_COMPLETION_INDEX", Integer.toString(index));
      JsonNode report =
          new ObjectMapper()
              .readTree(
                  pods.collect(and(job, environment), "-o=json", "--pods-per-service=12", "-A")
                      .out());
      report.get("stored").forEach(one -> taken.add("pod/" + one.get("pod").asText()));
      of += report.at("/pods/selected").asInt() + report.at("/pods/notSampled").asInt();
      skipped += report.at("/pods/skipped").asInt();
    }
    assertEquals(12, taken.size());
    assertEquals(new TreeSet<>(whole.lines().toList()), new TreeSet<>(taken));
    assertEquals(FortyPods.COUNT, of);
    assertEquals(1, skipped);
  }

  @Test
  void a_shard_that_samples_without_the_runs_id_is_refused() throws IOException {
    for (Called called :
        List.of(
            pods.collect(Map.of(), "--pods-per-service=1", "--shard=0/4"),
            pods.targets(Map.of("KPROFEFE_SHARD", "0/4"), "--pods-per-service=1"))) {
      assertEquals(64, called.code());
      assertEquals(
          "error: --pods-per-service in shard 0/4 without --run-id: give all shards of a run the"
              + " same, such as their Job's UID\n",
          called.err());
    }
    assertEquals(List.of(), pods.api().requests());
    assertEquals(0, pods.targets(Map.of(), "--pods-per-service=1", "--shard=0/1").code());
  }

  @Test
  void a_shard_that_takes_nobody_this_time_does_not_ask_for_annotations() throws IOException {
    String id = "--run-id=a";
    int without = 0;
    for (int index = 0; index < 4; index++) {
      String shard = "--shard=" + index + "/4";
      Called called =
          pods.collect(
              Map.of(), "--pods-per-service=1", shard, id, "--field-selector=metadata.name!=late");
      assertEquals("", called.err());
      without += called.out().contains("\n0 of ") ? 1 : 0;
    }
    assertEquals(3, without);
  }

  @Test
  void of_a_name_that_nobody_has_one_shard_tells() throws IOException {
    int missing = 0;
    for (int index = 0; index < 4; index++) {
      String shard = "--shard=" + index + "/4";
      Called called = pods.targets(Map.of(), "--pods-per-service=1", shard, "--run-id=a", "nobody");
      missing += called.out().contains("shop/nobody  no such pod") ? 1 : 0;
    }
    assertEquals(1, missing);
  }

  /** As without sampling: what is known is not thrown away. */
  @Test
  void where_the_list_breaks_off_it_is_chosen_among_those_that_came() throws IOException {
    pods.api().onRequest(3, ApiFault.refused(400, "no more"));
    Called called = pods.collect(Map.of(), "--pods-per-service=2");
    assertEquals(70, called.code(), called.err());
    assertTrue(called.out().contains("\n2 of 25 pods sampled\n"), called.out());
    assertEquals(2, pods.pprof().requests().size());
  }

  private static List<String> stored(Called called) throws IOException {
    JsonNode report = new ObjectMapper().readTree(called.out());
    return StreamSupport.stream(report.get("stored").spliterator(), false)
        .map(item -> "pod/" + item.get("pod").asText())
        .toList();
  }

  private static Map<String, String> and(Map<String, String> one, Map<String, String> other) {
    var all = new HashMap<>(one);
    all.putAll(other);
    return Map.copyOf(all);
  }
}
