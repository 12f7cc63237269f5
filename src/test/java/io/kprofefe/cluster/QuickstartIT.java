package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.DrawnPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's path, word by word as the README has it. */
@OnRealCluster
class QuickstartIT {

  private static final Pattern PATH =
      Pattern.compile("(?s)```\n(kubectl apply -k manifests/overlays/quickstart\n.*?)```");
  private static final Pattern ONCE = Pattern.compile("(?s)### Run it once\n\n```\n(.*?)```");
  private static final Pattern REMOVE = Pattern.compile("(?s)### Remove\n\n```\n(.*?)```");
  private static final int COMMANDS = 5;

  private final RealNode node;

  @TempDir Path folder;

  QuickstartIT(RealNode node) {
    this.node = node;
  }

  @BeforeEach
  void somebody_has_a_pod_of_his_own() {
    kubectl("create", "namespace", "shop");
    kubectl("apply", "-n", "shop", "-f", "src/test/cluster/workloads/web.yaml");
    kubectl("rollout", "status", "-n", "shop", "statefulset/web", "--timeout=60s");
  }

  @AfterEach
  void nothing_is_left() {
    kubectl("delete", "namespace", "shop", "kprofefe", "--ignore-not-found");
    kubectl("delete", "clusterrole,clusterrolebinding", "kprofefe", "--ignore-not-found");
  }

  @Test
  void five_commands_lead_from_nothing_to_the_flame_graph_of_ones_own_pod() throws IOException {
    var reader = new Reader(node, folder);
    List<String> path = commands(PATH);
    assertEquals(COMMANDS, path.size());
    path.forEach(reader::does);
    String page = Files.readString(folder.resolve("web.html"));
    assertTrue(new DrawnPage(page).draws("sortNumbers"), page);
    assertTrue(page.contains("</html>"), page);

    List<String> once = commands(ONCE);
    once.subList(0, once.size() - 1).forEach(reader::does);
    String log = reader.does(once.getLast());
    assertTrue(log.startsWith("2 pods profiled"), log);

    commands(REMOVE).forEach(reader::does);
    assertEquals("", kubectl("get", "all", "-n", "kprofefe", "-o", "name"));
    assertEquals("", kubectl("get", "clusterrole", "kprofefe", "--ignore-not-found"));
  }

  private String kubectl(String... words) {
    return node.cluster().kubectl(words).run().succeeded();
  }

  private static List<String> commands(Pattern block) throws IOException {
    var found = block.matcher(Files.readString(Path.of("README.md")));
    assertTrue(found.find(), block.pattern());
    return found.group(1).lines().toList();
  }
}
