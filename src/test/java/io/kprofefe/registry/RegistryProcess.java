package io.kprofefe.registry;

import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.SharedSync;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;

/** A registry in a process of its own, which can be killed as the kernel kills: at any moment. */
final class RegistryProcess implements AutoCloseable {

  private final Process process;
  private final InetSocketAddress address;

  private RegistryProcess(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** The process: serves the directory, and says on which port. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    var server =
        new RegistryServer(
            new DirectoryStore(directory, SharedSync.of(directory)),
            RegistrySettings.onLoopback(0));
    server.start();
    System.out.println(server.address().getPort());
  }

  static RegistryProcess start(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                RegistryProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader();
    int port = Integer.parseInt(Objects.requireNonNull(out.readLine(), "it did not start"));
    return new RegistryProcess(
        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  InetSocketAddress address() {
    return address;
  }

  /** SIGKILL: no handler, no last word. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
