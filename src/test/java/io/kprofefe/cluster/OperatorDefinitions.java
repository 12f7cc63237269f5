package io.kprofefe.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The Prometheus Operator's own kinds at an API server, from the Operator's Go module; those that
 * were not there go again.
 */
record OperatorDefinitions(RealCluster cluster, List<String> made) implements AutoCloseable {

  private static final String MODULE = "github.com/prometheus-operator/prometheus-operator@v0.85.0";
  private static final String GROUP = "monitoring.coreos.com";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param kinds in the plural, such as {@code servicemonitors}
   */
  static OperatorDefinitions at(RealCluster cluster, String... kinds) {
    List<String> missing =
        List.of(kinds).stream()
            .filter(kind -> cluster.kubectl("get", "crd", name(kind)).run().code() != 0)
            .toList();
    Path folder = module().resolve("example/prometheus-operator-crd");
    for (String kind : missing) {
      String file = folder.resolve(GROUP + "_" + kind + ".yaml").toString();
      cluster.kubectl("create", "-f", file).run().succeeded();
      awaitServed(cluster, kind);
    }
    return new OperatorDefinitions(cluster, missing);
  }

  @Override
  public void close() {
    for (String kind : made) {
      cluster.kubectl("delete", "crd", name(kind)).run().succeeded();
    }
  }

  /** {@code kubectl wait} fails on one so new that it has no conditions yet. */
  private static void awaitServed(RealCluster cluster, String kind) {
    Waiting.until(
        LONGEST_WAIT,
        kind + " can be listed",
        () -> cluster.kubectl("get", name(kind), "--all-namespaces").run().code() == 0);
  }

  private static String name(String kind) {
    return kind + "." + GROUP;
  }

  private static Path module() {
    String told = Command.of("go", "mod", "download", "-json", MODULE).run().succeeded();
    try {
      return Path.of(JSON.readTree(told).path("Dir").asText());
    } catch (JsonProcessingException e) {
      throw new AssertionError(told, e);
    }
  }
}
