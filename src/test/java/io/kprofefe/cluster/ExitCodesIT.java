package io.kprofefe.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process tells Kubernetes: each code as {@code collector/bin/kprofefe} ends with it. */
@Tag("cluster")
@Timeout(180)
class ExitCodesIT {

  private static final String LAUNCHER = "collector/bin/kprofefe";

  @TempDir private Path folder;

  private final PprofServer pprof = PprofServer.with(2);
  private final FakeApiServer api;

  ExitCodesIT() throws IOException {
    api = FakeApiServer.start();
  }

  @BeforeEach
  void serve_two_pods() {
    pprof.serving("heap", Handler.profile(Profiles.at(Instant.now())));
    api.with(pod("web-0", pprof.addresses().get(0)), pod("web-1", pprof.addresses().get(1)));
  }

  @AfterEach
  void close() {
    api.close();
    pprof.close();
  }

  @Test
  void a_run_that_stored_all_is_0() {
    assertEquals(0, collect(toDirectory()).run().code());
  }

  @Test
  void a_run_without_a_target_is_0() {
    assertEquals(0, collect(toDirectory(), "-l", "app=nothing").run().code());
  }

  @Test
  void a_command_line_that_means_nothing_is_64_and_asks_nobody() {
    assertEquals(64, collect("--max-bodies", "0").run().code());
    assertEquals(64, collect().run().code(), "no store");
    assertEquals(List.of(), api.requests());
  }

  @Test
  void more_failures_than_tolerated_are_70() {
    pprof.serving("heap", Handler.status(404, "no".getBytes(UTF_8)));

    assertEquals(70, collect(toDirectory()).run().code());
    assertEquals(0, collect(toDirectory(), "--max-failure-ratio", "1").run().code());
  }

  @Test
  void a_deadline_that_came_first_is_70() {
    var never = new CountDownLatch(1);
    pprof.serving("heap", Handler.profile(new byte[0]).behind(never));
    Command hasty =
        collect(toDirectory(), "--deadline=3s", "--scrape-margin=3s", "--connect-timeout=1s");

    assertEquals(70, hasty.run().code());
    never.countDown();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void an_api_server_that_stays_busy_is_75(int status) {
    api.onRequests(1, 100, ApiFault.refused(status, "later"));

    assertEquals(75, collect(toDirectory()).run().code());
  }

  @Test
  void an_api_server_that_is_away_is_75() {
    api.close();

    assertEquals(75, collect(toDirectory()).run().code());
  }

  @Test
  void an_api_server_that_never_answers_is_75() {
    api.onRequests(1, 100, new ApiFault.Silence());

    assertEquals(75, collect(toDirectory(), "--request-timeout", "1s").run().code());
  }

  @Test
  void a_registry_that_is_away_is_75_and_70_once_anything_is_kept() {
    String away = "--profefe-url=" + FaultServer.nobody();

    assertEquals(75, collect(away).run().code());
    assertEquals(70, collect(away, toDirectory()).run().code(), "stored in the directory");
    assertEquals(70, collect(away, toSpool()).run().code(), "another try would spool it again");
  }

  @Test
  void a_registry_that_answers_503_is_75() {
    try (var busy = FaultServer.that(Fault.answer(503, "later", "Retry-After: 0"))) {
      assertEquals(75, collect("--profefe-url=" + busy.uri()).run().code());
    }
  }

  @Test
  void a_registry_that_may_have_stored_it_is_70() {
    try (var broken = FaultServer.that(Fault.answer(500, "{\"code\":500,\"error\":\"oh\"}"))) {
      assertEquals(70, collect("--profefe-url=" + broken.uri()).run().code());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void who_is_not_let_in_by_the_api_server_is_77(int status) {
    api.onRequests(1, 100, ApiFault.refused(status, "no"));

    assertEquals(77, collect(toDirectory()).run().code());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void who_is_not_let_in_by_the_registry_is_77(int status) {
    try (var closed = FaultServer.that(Fault.answer(status, "no"))) {
      assertEquals(77, collect("--profefe-url=" + closed.uri(), toDirectory()).run().code());
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void a_signal_ends_the_run_in_order_and_its_metrics_are_pushed(String signal, int code)
      throws Exception {
    var asked = new CountDownLatch(2);
    var never = new CountDownLatch(1);
    pprof.serving("heap", Handler.profile(new byte[0]).behind(never).meetingAt(asked));
    try (var gateway = FaultServer.that(Fault.answer(200, ""))) {
      Process run = start(toDirectory(), "--pushgateway-url=" + gateway.uri(), "-o", "json");
      asked.await();
      new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();

      assertEquals(code, run.waitFor());
      String pushed = new String(gateway.requests().getFirst().body(), UTF_8);
      assertTrue(pushed.contains("kprofefe_last_run_exit_code " + code), pushed);
      assertEquals(code, report().get("exitCode").asInt());
      assertEquals("cancelled", report().at("/failures/0/outcome").asText());
    }
    never.countDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"away", "busy", "silent"})
  void a_pushgateway_that_fails_costs_a_warning_and_not_the_exit_code(String how) {
    try (var busy = FaultServer.that(Fault.answer(503, "later"));
        var silent = FaultServer.that(Fault.silence())) {
      URI gateway =
          switch (how) {
            case "busy" -> busy.uri();
            case "silent" -> silent.uri();
            default -> FaultServer.nobody();
          };
      Command.Ended ended = collect(toDirectory(), "--pushgateway-url=" + gateway).run();

      assertEquals(0, ended.code(), ended.toString());
      assertTrue(ended.errors().contains(" warning "), ended.errors());
    }
  }

  @Test
  void out_of_memory_is_the_jvms_own_3() {
    Command small = collect(toDirectory()).with("JDK_JAVA_OPTIONS", "-Xmx3m");

    assertEquals(3, small.run().code());
  }

  private JsonNode report() throws IOException {
    return Kprofefe.json(new Command.Ended(0, Files.readString(folder.resolve("out")), ""));
  }

  private Process start(String... words) throws IOException {
    return collect(words)
        .heedingInterrupts()
        .builder()
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private String toDirectory() {
    return "--dir=" + folder.resolve("profiles");
  }

  private String toSpool() {
    return "--spool-dir=" + folder.resolve("spool");
  }

  /** The heap profiles of both pods. */
  private Command collect(String... words) {
    try {
      var all = new ArrayList<>(List.of(LAUNCHER, "collect", "-n", "shop", "--profiles=heap"));
      all.addAll(List.of("--pod-cidr=127.0.0.0/8", "--kubeconfig=" + api.kubeconfig(folder)));
      all.addAll(List.of(words));
      return Command.of(all.toArray(String[]::new));
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }

  private static TestPod pod(String name, InetSocketAddress address) {
    return TestPod.enabled("shop", name)
        .at(address.getAddress().getHostAddress())
        .annotated("profefe.com/port", Integer.toString(address.getPort()));
  }
}
