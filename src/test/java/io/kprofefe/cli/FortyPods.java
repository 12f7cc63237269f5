package io.kprofefe.cli;

import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forty pods of one service, which an API server lists in pages, and the commands that see them.
 */
final class FortyPods implements AutoCloseable {

  static final int COUNT = 40;

  private final PprofServer pprof = PprofServer.with(COUNT);
  private final FakeApiServer api = FakeApiServer.start();
  private final Path folder;

  /**
   * @param folder for what a run stores
   */
  FortyPods(Path folder) throws IOException {
    this.folder = folder;
    pprof.serving("heap", Handler.profile(Profiles.at(Instant.now())));
    api.withPagesOf(13);
    api.with(IntStream.range(0, COUNT).mapToObj(this::pod).toList());
  }

  FakeApiServer api() {
    return api;
  }

  PprofServer pprof() {
    return pprof;
  }

  /** {@code shop/web-00} and so on, as it is listed until somebody lists it otherwise. */
  TestPod pod(int number) {
    InetSocketAddress address = pprof.addresses().get(number);
    return TestPod.enabled("shop", "web-%02d".formatted(number))
        .at(address.getAddress().getHostAddress())
        .annotated("profefe.com/service", "web")
        .annotated("profefe.com/port", Integer.toString(address.getPort()));
  }

  Called collect(Map<String, String> environment, String... words) throws IOException {
    var stores = Stream.of("--profiles=heap", "--dir=" + folder.resolve("profiles"));
    return call(environment, "collect", Stream.concat(stores, Stream.of(words)));
  }

  Called targets(Map<String, String> environment, String... words) throws IOException {
    return call(environment, "targets", Stream.of(words));
  }

  private Called call(Map<String, String> environment, String command, Stream<String> words)
      throws IOException {
    var all = new ArrayList<>(List.of(command, "--pod-cidr", "127.0.0.0/8"));
    all.addAll(List.of("--kubeconfig", api.kubeconfig(folder).toString()));
    words.forEach(all::add);
    var variables = new HashMap<>(environment);
    variables.put("KPROFEFE_NAMESPACE", "shop");
    return Called.with(variables, all.toArray(String[]::new));
  }

  @Override
  public void close() {
    api.close();
    pprof.close();
  }
}
