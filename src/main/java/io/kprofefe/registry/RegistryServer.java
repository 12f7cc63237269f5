package io.kprofefe.registry;

import com.sun.net.httpserver.HttpServer;
import io.kprofefe.store.DirectoryStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry for profiles: Profefe's API over a directory, on the JDK's own HTTP server with a
 * virtual thread a request. It has no authentication and no TLS, as Profefe has none.
 */
public final class RegistryServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RegistryServer.class.getName());

  /**
   * The JDK reads these once, when its server is first used; what the command line says wins.
   *
   * <ul>
   *   <li>nodelay: an answer is written in two pieces, and Nagle keeps the second back for 40 ms
   *   <li>idleInterval, maxIdleConnections: a client keeps a connection for minutes; were it closed
   *       here while he sends on it, he could not know whether the profile is stored
   *   <li>maxReqTime, maxRspTime: the seconds after which a client that hangs loses its connection
   *   <li>drainAmount: what is read of a body that nobody wants, so that the answer is seen: most
   *       clients send all of it before they look; as much as one profile is allowed
   * </ul>
   */
  private static final Map<String, String> TUNING =
      Map.of(
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.idleInterval", "600",
          "sun.net.httpserver.maxIdleConnections", "1000",
          "sun.net.httpserver.maxReqTime", "300",
          "sun.net.httpserver.maxRspTime", "600",
          "sun.net.httpserver.drainAmount", "8388608");

  private static final int BACKLOG = 1024;
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

  private final DirectoryStore store;
  private final RegistrySettings settings;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread tidying = Thread.ofVirtual().unstarted(this::tidyNowAndThen);

  /**
   * Binds the address; nothing is answered before {@link #start}.
   *
   * @throws IOException when the address cannot be bound
   */
  public RegistryServer(DirectoryStore store, RegistrySettings settings) throws IOException {
    TUNING.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    this.store = store;
    this.settings = settings;
    this.clock = InstantSource.system();
    this.server = HttpServer.create(settings.listen(), BACKLOG);
    server.setExecutor(requests);
    server.createContext("/", new RegistryApi(store, settings, clock));
  }

  /** Answers until it is closed, and tidies the directory up now and every ten minutes. */
  public void start() {
    tidying.start();
    server.start();
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Ends it at once; what was being sent to it is not stored. */
  @Override
  public void close() {
    tidying.interrupt();
    server.stop(0);
    requests.shutdownNow();
    requests.close();
  }

  private void tidyNowAndThen() {
    try {
      while (true) {
        tidy();
        Thread.sleep(TIDY_EVERY);
      }
    } catch (InterruptedException closed) {
      // the end of this thread
    }
  }

  private void tidy() {
    try {
      store.removeLeftovers();
      settings.retention().apply(store.days(), clock.instant());
    } catch (IOException failed) {
      LOG.log(Level.WARNING, "could not tidy up, trying again in " + TIDY_EVERY, failed);
    }
  }
}
