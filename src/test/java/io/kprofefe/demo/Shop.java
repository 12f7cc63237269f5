package io.kprofefe.demo;

import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The namespace {@code shop}: pods that work, and two that are not as they should be. */
final class Shop {

  static final String NAMESPACE = "shop";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String TEMPLATE_HASH = "7d4b9c6f58";

  private final Stage stage;

  Shop(Stage stage) {
    this.stage = stage;
  }

  /** Starts a JVM a pod, all at once, and says what Kubernetes would know of them. */
  List<TestPod> open() throws IOException, InterruptedException {
    var starting = new ArrayList<Future<TestPod>>();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Service service : Service.values()) {
        for (int replica = 0; replica < service.replicas(); replica++) {
          String name = "%s-%s-%04x".formatted(service.word(), TEMPLATE_HASH, 0xb0a7 + replica);
          starting.add(tasks.submit(() -> working(service, name)));
        }
      }
      var pods = new ArrayList<TestPod>(List.of(deaf(), mistaken()));
      for (Future<TestPod> pod : starting) {
        pods.add(pod.get());
      }
      return pods;
    } catch (ExecutionException e) {
      throw new DemoFailure("a pod did not start: " + e.getMessage());
    }
  }

  private TestPod working(Service service, String name) throws IOException {
    String port =
        stage.started(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + stage.folder(),
                "-XX:ErrorFile=" + stage.folder().resolve("crash-%p.log"),
                "-cp",
                System.getProperty("java.class.path"),
                WorkingPod.class.getName(),
                service.name(),
                LOOPBACK));
    if (!port.matches("\\d+")) {
      throw new DemoFailure("the JVM of " + name + " did not start: it says " + port);
    }
    return pod(service.word(), name).annotated("profefe.com/port", port);
  }

  /** Asks to be profiled where nobody listens. */
  private static TestPod deaf() throws IOException {
    return pod("billing", "billing-" + TEMPLATE_HASH + "-dead")
        .annotated("profefe.com/port", Integer.toString(unusedPort()))
        .annotated("profefe.com/profiles", "heap");
  }

  /** Names a port that it does not declare. */
  private static TestPod mistaken() {
    return pod("mail", "mail-" + TEMPLATE_HASH + "-beef").annotated("profefe.com/port", "pprof");
  }

  private static TestPod pod(String deployment, String name) {
    return TestPod.enabled(NAMESPACE, name)
        .at(LOOPBACK)
        .labelled("pod-template-hash", TEMPLATE_HASH)
        .ownedBy("ReplicaSet", deployment + "-" + TEMPLATE_HASH);
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
