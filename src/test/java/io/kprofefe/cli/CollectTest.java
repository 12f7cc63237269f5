package io.kprofefe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The job from the command line to the exit code, with a Kubernetes API, pods and a directory. */
class CollectTest {

  @TempDir private Path folder;

  private final PprofServer pprof = PprofServer.with(2);
  private FakeApiServer api;

  CollectTest() throws IOException {
    api = FakeApiServer.start();
  }

  @BeforeEach
  void serve_two_pods_and_skip_one() {
    for (String name : List.of("profile", "heap", "goroutine", "mutex")) {
      pprof.serving(name, Handler.profile(Profiles.at(Instant.now())));
    }
    api.with(
        pod("web-0", pprof.addresses().get(0)),
        pod("web-1", pprof.addresses().get(1)),
        pod("web-4", pprof.addresses().get(0)).phase("Pending"),
        TestPod.named("shop", "db-0"));
  }

  @AfterEach
  void close() {
    api.close();
    pprof.close();
  }

  @Test
  void the_profiles_of_all_pods_are_stored_and_the_run_is_told() throws IOException {
    Called called = collect("--cpu-seconds", "1");

    assertEquals("", called.err());
    assertEquals(0, called.code());
    assertTrue(
        called.out().matches("(?s)2 pods profiled in .* s, 1 skipped, 8 profiles stored.*"),
        called.out());
    assertTrue(called.out().endsWith("\nSKIPPED  shop/web-4: phase is Pending\n"), called.out());
    assertEquals(8, stored().size());
    assertTrue(pprof.requests().contains("profile?seconds=1"), pprof.requests().toString());
  }

  @Test
  void the_report_is_json_on_standard_output_and_nothing_else() throws IOException {
    Called called = collect("-o", "json", "--profiles", "heap", "--label", "run=7", "web-1");
    JsonNode report = new ObjectMapper().readTree(called.out());

    assertEquals(0, report.get("exitCode").asInt());
    assertEquals(1, report.get("pods").get("selected").asInt());
    assertEquals("web-1", report.get("stored").get(0).get("pod").asText());
    Path json =
        folder.resolve("profiles", report.get("stored").get(0).get("id").asText() + ".json");
    assertTrue(Files.readString(json).contains("\"run\""), Files.readString(json));
  }

  @Test
  void a_dry_run_shows_the_targets_and_asks_no_pod() throws IOException {
    Called called = collect("--dry-run");

    assertEquals(0, called.code());
    assertTrue(called.out().startsWith("TARGET      SERVICE  ENDPOINT"), called.out());
    assertTrue(called.out().contains("\nshop/web-1  web-1    http://127.1.0.1:"), called.out());
    assertTrue(called.out().contains("\nshop/web-4  phase is Pending\n"), called.out());
    assertFalse(called.out().contains("db-0"), called.out());
    assertEquals(List.of(), pprof.requests());
    assertFalse(Files.exists(folder.resolve("profiles")));
  }

  @Test
  void a_pod_that_wants_to_be_sampled_for_longer_than_the_run_lasts_costs_only_itself()
      throws IOException {
    api.with(
        TestPod.enabled("shop", "greedy")
            .at("127.0.0.1")
            .annotated("profefe.com/cpu-seconds", "31"),
        TestPod.enabled("shop", "modest")
            .at("127.0.0.1")
            .annotated("profefe.com/cpu-seconds", "30"));

    Called called =
        collect(
            "--dry-run",
            "--deadline",
            "60s",
            "--scrape-margin",
            "10s",
            "--profiles",
            "cpu,heap,mutex",
            "--cpu-seconds",
            "5",
            "--connect-timeout",
            "5s");

    assertTrue(
        called
            .out()
            .contains(
                "shop/greedy  profefe.com/cpu-seconds is \"31\": allowed is whole"
                    + " seconds from 1 to 30, as the run's deadline leaves room for no more\n"),
        called.out());
    assertTrue(called.out().contains("\nshop/modest  modest "), called.out());
  }

  @Test
  void a_pod_that_is_named_is_never_passed_over_in_silence() throws IOException {
    Called called = collect("db-0", "nobody");

    assertTrue(called.out().contains("SKIPPED  shop/db-0: not annotated"), called.out());
    assertTrue(called.out().contains("SKIPPED  shop/nobody: no such pod"), called.out());
    assertEquals(0, called.code());
  }

  @Test
  void targets_shows_also_who_is_not_annotated() throws IOException {
    Called called = Called.with(words("targets"));

    assertTrue(called.out().contains("\nshop/db-0   not annotated"), called.out());
    assertEquals(0, called.code());
    assertEquals(
        List.of("pod/web-0", "pod/web-1"),
        Called.with(words("targets", "-o", "name")).out().lines().toList());
    JsonNode items =
        new ObjectMapper().readTree(Called.with(words("targets", "-o", "json")).out()).get("items");
    assertEquals(4, items.size());
  }

  @Test
  void targets_tells_who_was_named_and_is_not_there_and_fails() throws IOException {
    Called called = Called.with(words("targets", "web-0", "nobody"));

    assertTrue(called.out().matches("(?s).*\nshop/nobody +no such pod in .*"), called.out());
    assertEquals(1, called.code());
    assertEquals(0, Called.with(words("targets", "db-0")).code(), "there, and not annotated");
  }

  @Test
  void where_nobody_is_annotated_the_way_to_be_is_told() throws IOException {
    Called called = collect("-l", "app=nothing");

    assertEquals(0, called.code());
    assertEquals(
        "No pod in namespace shop asks to be profiled:"
            + " annotate it with profefe.com/enable: \"true\"\n",
        called.err());
  }

  @Test
  void more_failures_than_tolerated_are_partial_and_say_so() throws IOException {
    pprof.serving("heap", Handler.status(404, "no".getBytes(StandardCharsets.UTF_8)));
    Called called = collect("--profiles", "heap,mutex");

    assertEquals(70, called.code());
    assertTrue(called.out().contains("FAILED  shop/web-0 heap: http_status: "), called.out());
    assertTrue(called.err().startsWith("exit code 70: more failed than tolerated"), called.err());
    assertEquals(0, collect("--profiles", "heap,mutex", "--max-failure-ratio", "0.5").code());
  }

  @Test
  void a_token_that_may_not_list_is_denied() throws IOException {
    api.close();
    api = FakeApiServer.start().wantingToken("right");
    Called called = collect("--token", "wrong");

    assertEquals(77, called.code());
    assertTrue(called.err().startsWith("error: "), called.err());
    assertFalse(called.err().contains("wrong\n"), called.err());
    assertEquals("", called.out());
    assertEquals(77, Called.with(words("targets", "--token", "wrong")).code());
  }

  @Test
  void a_registry_that_is_away_is_worth_another_try() throws IOException {
    Called called =
        Called.with(
            words("collect", "--profiles=heap", "--profefe-url=" + FaultServer.nobody(), "web-0"));

    assertEquals(75, called.code());
    assertTrue(called.out().contains("FAILED  shop/web-0 heap: undelivered: "), called.out());
  }

  @Test
  void figures_go_to_a_file_and_a_pushgateway_that_is_away_is_one_warning() throws IOException {
    Path file = folder.resolve("run.prom");
    Called called =
        collect(
            "--profiles=heap",
            "--metrics-file=" + file,
            "--pushgateway-url=" + FaultServer.nobody());

    assertEquals(0, called.code());
    assertEquals(1, called.err().lines().count(), called.err());
    assertTrue(called.err().contains(" warning the run's figures are lost: "), called.err());
    assertTrue(Files.readString(file).contains("kprofefe_last_run_exit_code 0"));
  }

  @Test
  void a_signal_ends_the_run_in_order_and_what_was_fetched_is_kept() throws Exception {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    pprof.serving("profile", Handler.profile(new byte[0]).behind(never).meetingAt(asked));
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var run = pool.submit(() -> collect("web-0", "--profiles=heap,cpu"));
      asked.await();
      Signal.raise(new Signal("TERM"));
      Called called = run.get();

      assertEquals(143, called.code());
      assertTrue(called.out().contains("cpu: cancelled: the run was told to end"), called.out());
      assertEquals(1, stored().size());
    } finally {
      never.countDown();
    }
  }

  @Test
  void top_and_flame_show_what_was_stored() throws IOException {
    collect("--profiles=cpu", "--cpu-seconds=1");
    String store = "--dir=" + folder.resolve("profiles");
    Path page = folder.resolve("flame.html");

    Called top = Called.with("top", store, "--all-services");
    assertTrue(
        top.out().matches("FLAT +FLAT% +CUM +CUM% +FUNCTION +SERVICES\n(?s:.*)"), top.toString());
    assertTrue(top.out().contains("web-0 50.0%, web-1 50.0%"), top.out());

    Called flame = Called.with("flame", store, "--service=web-0", "--out=" + page);
    assertEquals(page + "\n", flame.out());
    String first = Files.readString(page);
    Called again = Called.with("flame", store, "--service=web-0", "--out=" + page);
    assertEquals(folder.resolve("flame-1.html") + "\n", again.out());
    assertEquals(first, Files.readString(page));

    Called none = Called.with("flame", store, "--service=nix", "--out=" + page);
    assertEquals(0, none.code());
    assertTrue(none.err().startsWith("No profiles found for service=nix in "), none.err());
    assertEquals("", none.out());
  }

  @Test
  void a_flame_graph_goes_to_standard_output_alone_but_never_to_a_terminal() throws IOException {
    collect("--profiles=cpu", "--cpu-seconds=1");
    String store = "--dir=" + folder.resolve("profiles");
    Path page = folder.resolve("flame.html");
    Called.with("flame", store, "--service=web-0", "--out=" + page);

    Called piped = Called.with("flame", store, "--service=web-0", "--out", "-");
    assertEquals(Files.readString(page), piped.out());
    assertEquals("", piped.err());
    assertEquals(0, piped.code());
    assertEquals("", Called.with("flame", store, "--service=nix", "--out=-").out());

    Called shown = Called.onTerminal("flame", store, "--service=web-0", "--out=-");
    assertEquals("", shown.out());
    assertTrue(shown.err().startsWith("error: --out - would write the page to the terminal"));
    assertEquals(64, shown.code());
    assertEquals(0, Called.onTerminal("flame", store, "--service=web-0", "--out=" + page).code());
  }

  @Test
  void of_stored_profiles_that_cannot_be_read_top_says_how_many_in_one_line() throws IOException {
    collect("--profiles=cpu", "--cpu-seconds=1");
    for (Path profile : stored()) {
      Files.writeString(profile, "spoilt");
    }
    Called top =
        Called.with("top", "--dir=" + folder.resolve("profiles"), "--all-services", "--type=cpu");

    assertTrue(top.err().contains(" warning profiles left out: 2, the first: web-0/"), top.err());
    assertEquals(2, top.err().lines().count(), top.err());
    assertEquals(0, top.code());
  }

  private Called collect(String... words) throws IOException {
    var all = new ArrayList<>(List.of("--dir=" + folder.resolve("profiles")));
    all.addAll(List.of(words));
    return Called.with(words("collect", all.toArray(String[]::new)));
  }

  private List<String> words(String command, String... words) throws IOException {
    var all = new ArrayList<>(List.of(command, "-n", "shop", "--pod-cidr", "127.0.0.0/8"));
    all.addAll(List.of("--kubeconfig", api.kubeconfig(folder).toString()));
    all.addAll(List.of(words));
    return all;
  }

  private List<Path> stored() throws IOException {
    try (var files = Files.walk(folder.resolve("profiles"))) {
      return files.filter(file -> file.toString().contains(".pb")).toList();
    }
  }

  private static TestPod pod(String name, InetSocketAddress address) {
    return TestPod.enabled("shop", name)
        .at(address.getAddress().getHostAddress())
        .annotated("profefe.com/port", Integer.toString(address.getPort()));
  }

  @Test
  void a_signal_that_comes_after_the_run_does_not_cost_its_report() throws Exception {
    try (var gateway = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> raiseAndAnswer(gateway));
      Called called =
          collect(
              "--profiles",
              "heap",
              "--pushgateway-url",
              "http://127.0.0.1:" + gateway.getLocalPort());

      assertTrue(called.out().startsWith("2 pods profiled"), called.out());
      assertEquals(0, called.code());
    }
  }

  /** The JVM hands on the signals that are there by their numbers, and URG's is a later one. */
  private static void raiseAndAwait(Signal signal) throws InterruptedException {
    var later = new Signal("URG");
    var handedOn = new CountDownLatch(1);
    SignalHandler before = Signal.handle(later, _ -> handedOn.countDown());
    Signal.raise(signal);
    Signal.raise(later);
    handedOn.await();
    Signal.handle(later, before);
  }

  private static void raiseAndAnswer(ServerSocket gateway) {
    try (var connection = gateway.accept()) {
      raiseAndAwait(new Signal("TERM"));
      connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
