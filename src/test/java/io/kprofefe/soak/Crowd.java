package io.kprofefe.soak;

import io.kprofefe.soak.GoodPod.Manner;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.TestPod;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Many pods of three namespaces, every third of them hostile. */
final class Crowd implements AutoCloseable {

  private static final List<String> NAMESPACES = List.of("shop", "search", "stock");
  private static final List<Manner> MANNERS = List.of(Manner.values());
  private static final List<Hostility> HOSTILITIES = Hostility.all();
  private static final int SERVICES = 10;
  private static final int GOOD_MANNERS_EVERY = 10;

  private final List<TestPod> pods = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();

  Crowd(int size, Ledger ledger) throws IOException {
    for (int i = 0; i < size; i++) {
      if (i % 3 == 2) {
        addHostile(i / 3);
      } else {
        addGood(i, ledger);
      }
    }
  }

  List<TestPod> pods() {
    return pods;
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
  }

  private void addGood(int i, Ledger ledger) throws IOException {
    Manner manner =
        i % GOOD_MANNERS_EVERY == 0
            ? MANNERS.get(i / GOOD_MANNERS_EVERY % MANNERS.size())
            : Manner.KEEPS_ALIVE;
    String name = "good-" + i;
    add(name, i, serving(new GoodPod(name, manner, ledger)));
  }

  /** The first of all ways is not to be there. Those that hang do so for two profiles only. */
  private void addHostile(int i) throws IOException {
    int way = i % (HOSTILITIES.size() + 1);
    TestPod pod;
    if (way == 0) {
      pod = add("hostile-refuses-" + i, i, refusing());
    } else {
      Hostility hostility = HOSTILITIES.get(way - 1);
      pod = add("hostile-" + hostility.name() + "-" + i, i, serving(hostility.fault()));
    }
    pod.annotated("profefe.com/profiles", "heap,cpu");
  }

  private TestPod add(String name, int i, int port) {
    TestPod pod =
        TestPod.enabled(NAMESPACES.get(i % NAMESPACES.size()), name)
            .at("127.0.0.1")
            .annotated("profefe.com/port", Integer.toString(port))
            .annotated("profefe.com/service", "service-" + i % SERVICES);
    pods.add(pod);
    return pod;
  }

  private int serving(Fault behaviour) {
    FaultServer server = FaultServer.that(behaviour);
    open.add(server::close);
    return server.port();
  }

  /** A port that is taken, so that nobody else gets it, and on which nobody listens. */
  private int refusing() throws IOException {
    var taken = new Socket();
    open.add(taken);
    taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return taken.getLocalPort();
  }
}
