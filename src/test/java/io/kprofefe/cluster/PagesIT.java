package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** More pods than a page holds, and a list that expires while it is read. */
@OnRealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

  private static final int PODS = 1_200;
  private static final List<String> NAMES =
      IntStream.range(0, PODS).mapToObj("pod-%04d"::formatted).toList();

  private final RealCluster cluster;
  private final TestNamespace namespace;

  PagesIT(RealCluster cluster) {
    this.cluster = cluster;
    namespace = cluster.namespace("crowd");
  }

  @BeforeAll
  void many_pods() {
    namespace.create(
        NAMES.stream().map(name -> PodObject.annotated(name, "127.0.0.1", 6060)).toList());
  }

  @AfterAll
  void nothing_is_left() {
    namespace.close();
  }

  @Test
  void each_pod_of_three_pages_is_there_once() throws IOException {
    try (var server = new ExpiringLists(cluster.api().base(), 0)) {
      assertEquals(NAMES, listedThrough(server));
      assertEquals(3, server.lists());
    }
  }

  @Test
  void a_list_that_expires_in_the_middle_is_begun_again_without_a_loss_or_a_duplicate()
      throws IOException {
    try (var server = new ExpiringLists(cluster.api().base(), 1)) {
      assertEquals(NAMES, listedThrough(server));
      assertEquals(2 + 3, server.lists());
    }
  }

  @Test
  void a_list_that_expires_twice_goes_on_where_it_was_without_a_loss_or_a_duplicate()
      throws IOException {
    try (var server = new ExpiringLists(cluster.api().base(), 2)) {
      assertEquals(NAMES, listedThrough(server));
      assertTrue(server.continuedInconsistently(), "the server's continuation was not taken");
    }
  }

  private List<String> listedThrough(ExpiringLists server) {
    var ended =
        new Kprofefe(cluster.kubeconfigAt(server.url()))
            .targets("-n", namespace.name(), "-o", "json")
            .run();
    assertEquals(0, ended.code(), ended.errors());
    JsonNode items = Kprofefe.json(ended).at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path("pod").asText())
        .sorted()
        .toList();
  }
}
