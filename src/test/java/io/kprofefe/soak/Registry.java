package io.kprofefe.soak;

import io.kprofefe.cluster.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** {@code kprofefe registry} as a process. */
final class Registry implements AutoCloseable {

  private static final int SECONDS_TO_END = 20;

  private final Process process;
  private final InetSocketAddress address;

  private Registry(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  static Registry start(Path directory) throws IOException {
    Process process =
        Command.of(
                "collector/bin/kprofefe",
                "registry",
                "--dir",
                directory.toString(),
                "--listen",
                "127.0.0.1:0")
            .builder()
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader();
    URI url = URI.create(Objects.requireNonNull(out.readLine(), "it did not start"));
    return new Registry(process, new InetSocketAddress(url.getHost(), url.getPort()));
  }

  InetSocketAddress address() {
    return address;
  }

  OpenFiles files() {
    return new OpenFiles(process.pid());
  }

  /** As Kubernetes ends it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new AssertionError("the registry does not end after SIGTERM");
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
