package io.kprofefe.store.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real S3 server upon a folder, each of whose folders is a bucket. It can be killed. */
final class Versitygw implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String program;
  private final Path folder;
  private final Path log;
  private final int port;
  private Process process;

  private Versitygw(Path folder) throws IOException, InterruptedException {
    this.program = program();
    this.folder = Files.createDirectories(folder.resolve("buckets"));
    this.log = folder.resolve("versitygw.log");
    this.port = freePort();
    this.process = started();
  }

  /** One that answers. */
  static Versitygw in(Path folder) throws IOException, InterruptedException {
    return new Versitygw(folder);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A bucket of this name, with nothing in it. */
  void bucket(String name) throws IOException {
    Files.createDirectory(folder.resolve(name));
  }

  /** At once, whatever it was doing. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Again, upon the same folder and port. */
  void restart() throws IOException, InterruptedException {
    process = started();
  }

  @Override
  public void close() {
    kill();
  }

  private Process started() throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
                List.of(program, "--quiet", "-p", "127.0.0.1:" + port, "posix", folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    command.environment().put("ROOT_ACCESS_KEY_ID", Buckets.ID);
    command.environment().put("ROOT_SECRET_ACCESS_KEY", Buckets.SECRET);
    Process begun = command.start();
    Instant end = Instant.now().plus(PATIENCE);
    while (!answers()) {
      if (!begun.isAlive() || Instant.now().isAfter(end)) {
        throw new IOException("versitygw does not start: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return begun;
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String program() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder("src/test/objects/versitygw")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String path = new String(script.getInputStream().readAllBytes(), UTF_8).strip();
    if (script.waitFor() != 0) {
      throw new IOException("src/test/objects/versitygw failed");
    }
    return path;
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
