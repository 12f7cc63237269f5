package io.kprofefe.cluster;

import java.time.Duration;
import java.util.List;

/** The pods of {@code src/test/cluster/workloads/all.yaml}, running in a namespace of their own. */
record Shop(RealCluster cluster, TestNamespace namespace) implements AutoCloseable {

  private static final String PODS = "src/test/cluster/workloads/all.yaml";
  private static final Duration UNTIL_ALL_WORK = Duration.ofMinutes(2);

  /** Those that work; of {@code pair} two programs do. */
  private static final List<String> WORKING =
      List.of(
          "deployment/front",
          "statefulset/store",
          "pod/alone",
          "pod/pair",
          "pod/on-host",
          "pod/quiet",
          "pod/leaving");

  /** Returns when each has something to show, one crashes and one is on its way out. */
  static Shop open(RealCluster cluster) {
    var shop = new Shop(cluster, cluster.namespace("shop"));
    shop.kubectl("apply", "-f", PODS);
    WORKING.forEach(
        workload -> Waiting.until(UNTIL_ALL_WORK, workload + " works", () -> shop.works(workload)));
    shop.kubectl("delete", "pod", "leaving", "--wait=false");
    Waiting.until(UNTIL_ALL_WORK, "one crashes", shop::oneHasCrashed);
    return shop;
  }

  /** The pods of a Deployment or StatefulSet. */
  List<String> podsOf(String app) {
    return kubectl("get", "pods", "-l", "app=" + app, "-o", "name")
        .lines()
        .map(name -> name.replace("pod/", ""))
        .sorted()
        .toList();
  }

  String kubectl(String... words) {
    return cluster.kubectlIn(namespace, words).run().succeeded();
  }

  @Override
  public void close() {
    namespace.close();
  }

  private boolean works(String workload) {
    var log =
        cluster
            .kubectlIn(namespace, "logs", workload, "--all-pods", "--all-containers", "--prefix")
            .run();
    return log.code() == 0
        && log.output().lines().filter(line -> line.endsWith("] ready")).count()
            == replicas(workload);
  }

  private long replicas(String workload) {
    return switch (workload) {
      case "deployment/front" -> 3;
      case "statefulset/store", "pod/pair" -> 2;
      default -> 1;
    };
  }

  private boolean oneHasCrashed() {
    String restarts =
        kubectl(
            "get", "pod", "crashing", "-o", "jsonpath={.status.containerStatuses[0].restartCount}");
    return !restarts.isEmpty() && Integer.parseInt(restarts) > 0;
  }
}
