package io.kprofefe.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Kubernetes whose pods run, with the images of the tests in it: ours, a Pushgateway, a Go
 * program to profile. {@code src/test/cluster/up --node} starts it, and it is gone after the tests.
 * To try something again and again, start one by hand, {@code src/test/image/build} the images into
 * it and name its folder in {@code KPROFEFE_TEST_NODE}, with its kubectl on the {@code PATH}.
 */
final class RealNode implements AutoCloseable {

  static final String KPROFEFE = "localhost/kprofefe:test";
  static final String PUSHGATEWAY = "localhost/pushgateway:test";
  static final String TARGET = "localhost/target:test";

  private static final String GIVEN = "KPROFEFE_TEST_NODE";
  private static final Duration BUILT_FROM_SCRATCH = Duration.ofMinutes(30);

  private final Path folder;
  private final RealCluster cluster;

  private RealNode(Path folder, RealCluster cluster) {
    this.folder = folder;
    this.cluster = cluster;
  }

  /**
   * @throws IOException when it cannot be started, with what is missing
   */
  static RealNode open() throws IOException {
    String given = System.getenv(GIVEN);
    if (given != null && !given.isBlank()) {
      return new RealNode(Path.of(given), RealCluster.running(Path.of(given), "kubectl"));
    }
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "kprofefe-node-");
    RealCluster cluster = RealCluster.withNode(folder);
    var images = Command.of("src/test/image/build", folder.toString()).within(BUILT_FROM_SCRATCH);
    var built = images.run();
    if (built.code() != 0) {
      cluster.close();
      throw new IOException("no images to test with: " + built.errors());
    }
    return new RealNode(folder, cluster);
  }

  RealCluster cluster() {
    return cluster;
  }

  /** Where it lives: its logs, its containerd. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
