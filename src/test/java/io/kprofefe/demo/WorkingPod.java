package io.kprofefe.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * A pod of the demo: a JVM that works and serves profiles of itself where Go programs do. It ends
 * when its standard input does, so that it never outlives the demo.
 */
final class WorkingPod {

  private static final int THREADS = 3;

  private WorkingPod() {}

  /** Service and address; says the port it took once it can be profiled. */
  public static void main(String[] arguments) throws IOException {
    Work work = Service.valueOf(arguments[0]).work();
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().daemon().name("worker-" + i).start(() -> workAndRest(work));
    }
    var address = new InetSocketAddress(arguments[1], 0);
    try (var profiles = new JfrProfiles()) {
      HttpServer server = HttpServer.create(address, 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/debug/pprof/profile", exchange -> send(exchange, profiles.cpu(seconds(exchange))));
      server.createContext("/debug/pprof/heap", exchange -> send(exchange, profiles.allocations()));
      server.createContext("/debug/pprof/mutex", exchange -> send(exchange, profiles.locks()));
      server.createContext("/debug/pprof/goroutine", exchange -> send(exchange, Threads.now()));
      server.start();
      System.out.println(server.getAddress().getPort());
      System.in.transferTo(OutputStream.nullOutputStream());
      server.stop(0);
    }
  }

  /** A pod takes about an eighth of a processor: five of them and the collector share a machine. */
  private static void workAndRest(Work work) {
    var cpu = ManagementFactory.getThreadMXBean();
    try {
      for (long before = 0; ; before = cpu.getCurrentThreadCpuTime()) {
        work.round();
        long busy = cpu.getCurrentThreadCpuTime() - before;
        Thread.sleep(Duration.ofNanos((8 * THREADS - 1) * busy));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int seconds(HttpExchange exchange) {
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    return query.startsWith("seconds=") ? Integer.parseInt(query.substring(8)) : 30;
  }

  private static void send(HttpExchange exchange, byte[] profile) throws IOException {
    try (exchange;
        InputStream request = exchange.getRequestBody()) {
      request.readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(200, profile.length);
      exchange.getResponseBody().write(profile);
    }
  }
}
