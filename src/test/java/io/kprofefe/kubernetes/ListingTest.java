package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.target.Skipped;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake API server, and pods listed from it. */
abstract class ListingTest {

  @TempDir Path folder;

  final List<Duration> pauses = new ArrayList<>();
  final List<String> seen = new ArrayList<>();
  FakeApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Five tries, whose pauses are only written down. */
  Patience patience() {
    return new Patience(5, new Random(7), pauses::add);
  }

  List<Skipped> list(PodSelection selection) throws Exception {
    var access = ClusterAccess.ofKubeconfig(server.kubeconfig(folder));
    try (var cluster = Cluster.connect(access)) {
      return cluster.pods(selection, patience()).forEach(pod -> seen.add(pod.name()));
    }
  }

  ListingException failure(PodSelection selection) {
    return assertThrows(ListingException.class, () -> list(selection));
  }

  static List<TestPod> pods(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> TestPod.named("shop", "web-%04d".formatted(n)))
        .toList();
  }

  static List<String> names(List<TestPod> pods) {
    return pods.stream().map(TestPod::name).toList();
  }
}
