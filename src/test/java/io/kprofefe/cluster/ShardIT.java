package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Forty pods with the UIDs that a real API server gives, and four runs that share them. */
@OnRealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShardIT {

  private static final int SHARDS = 4;
  private static final List<String> IPS = Loopback.addresses(40);

  private final Kprofefe kprofefe;
  private final TestNamespace shop;
  private final GoTarget program;

  ShardIT(RealCluster cluster, @TempDir Path folder) {
    kprofefe = new Kprofefe(cluster.kubeconfig());
    shop = cluster.namespace("shop");
    program = GoTarget.start(folder, IPS);
  }

  @BeforeAll
  void forty_pods_and_eight_that_are_not_ready() {
    shop.create(
        IntStream.range(0, IPS.size())
            .mapToObj(n -> PodObject.annotated(name("web", n), IPS.get(n), GoTarget.PORT))
            .toList());
    shop.create(
        IntStream.range(0, 8)
            .mapToObj(n -> PodObject.annotated(name("late", n), "", GoTarget.PORT))
            .map(pod -> pod.inPhase("Pending"))
            .toList());
  }

  @AfterAll
  void nothing_is_left() {
    program.close();
    shop.close();
  }

  @Test
  void the_pods_of_an_indexed_job_together_take_each_once(@TempDir Path profiles) {
    var stored = new ArrayList<String>();
    var skipped = new ArrayList<String>();
    for (int index = 0; index < SHARDS; index++) {
      Command job =
          kprofefe
              .collect("-n", shop.name(), "--dir=" + profiles, "--profiles=heap", "-o", "json")
              .with("JOB_COMPLETION_INDEX", Integer.toString(index))
              .with("JOB_COMPLETION_COUNT", Integer.toString(SHARDS));
      Command.Ended ended = job.run();
      assertEquals(0, ended.code(), ended.errors());
      JsonNode report = Kprofefe.json(ended);
      report.at("/stored").forEach(one -> stored.add(one.at("/pod").asText()));
      report.at("/skipped").forEach(one -> skipped.add(one.at("/pod").asText()));
    }
    assertEquals(names("web", 40), stored.stream().sorted().toList());
    assertEquals(names("late", 8), skipped.stream().sorted().toList());
  }

  @Test
  void an_index_without_the_count_profiles_nothing(@TempDir Path profiles) {
    Command.Ended ended =
        kprofefe
            .collect("-n", shop.name(), "--dir=" + profiles)
            .with("JOB_COMPLETION_INDEX", "2")
            .run();
    assertEquals(64, ended.code(), ended.errors());
    assertEquals("", ended.output());
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(n -> name(prefix, n)).toList();
  }

  private static String name(String prefix, int number) {
    return "%s-%02d".formatted(prefix, number);
  }
}
