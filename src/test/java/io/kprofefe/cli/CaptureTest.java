package io.kprofefe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.Forwarding;
import io.kprofefe.testing.ForwardingServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;

/** From the command line to files: pods that nobody but the API server's forward can reach. */
class CaptureTest {

  private final Instant taken = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final byte[] profile = Profiles.at(taken);

  @TempDir private Path folder;

  private final PprofServer pprof = PprofServer.with(1);
  private final FakeApiServer api;
  private ForwardingServer server;

  CaptureTest() throws IOException {
    api = FakeApiServer.start();
    server = forwarding(Forwarding.to(pprof.addresses().getFirst()));
  }

  @BeforeEach
  void pods() {
    for (String name : List.of("profile", "heap", "goroutine", "mutex")) {
      pprof.serving(name, Handler.profile(profile));
    }
    api.with(
        TestPod.enabled("shop", "web-0").at("198.51.100.7"),
        TestPod.enabled("shop", "web-4").phase("Pending"),
        TestPod.named("shop", "db-0").at("198.51.100.8"));
  }

  @AfterEach
  void close() {
    server.close();
    api.close();
    pprof.close();
  }

  @Test
  void each_profile_of_a_pod_is_a_file_whose_name_says_what_it_is() throws IOException {
    Called called = capture("web-0", "--cpu-seconds", "1");

    assertEquals(0, called.code(), called.err());
    String time = taken.toString().replaceAll("[-:]", "");
    assertEquals(
        Stream.of("cpu", "goroutine", "heap", "mutex")
            .map(type -> folder.resolve("out/web-0_web-0_" + type + "_" + time + ".pb.gz"))
            .map(Path::toString)
            .toList(),
        called.out().lines().sorted().toList());
    for (String file : called.out().lines().toList()) {
      assertArrayEquals(profile, Files.readAllBytes(Path.of(file)), file);
    }
    assertTrue(called.err().startsWith("1 pod profiled in "), called.err());
    assertEquals(1, called.err().lines().count(), called.err());
  }

  @Test
  void a_workload_is_its_pods_and_nothing_but_them() throws IOException {
    api.with(
        TestPod.enabled("shop", "front-5d4f-x1")
            .at("198.51.100.9")
            .labelled("pod-template-hash", "5d4f")
            .ownedBy("ReplicaSet", "front-5d4f"));
    Called called = capture("deploy/front,job/none", "--profiles=heap");

    assertEquals(1, called.code());
    assertEquals(1, called.out().lines().count(), called.out());
    assertTrue(called.out().contains("/front_front-5d4f-x1_heap_"), called.out());
    assertTrue(
        called.err().contains("SKIPPED  shop/none: no pod of job/none in shop\n"), called.err());
  }

  @Test
  void a_pod_that_is_not_annotated_is_captured_where_port_says() throws IOException {
    Called without = capture("db-0", "--profiles=heap");
    assertEquals(1, without.code());
    assertTrue(without.err().contains("SKIPPED  shop/db-0: not annotated"), without.err());
    assertTrue(without.err().contains("--port says where"), without.err());

    Called with = capture("pod/db-0", "--profiles=heap", "--port=7070");
    assertEquals(0, with.code(), with.err());
    assertTrue(with.out().contains("/db-0_db-0_heap_"), with.out());
    assertTrue(server.asked().getLast().contains("/pods/db-0/portforward?ports=7070 "));
  }

  @Test
  void with_a_selection_only_the_annotated_pods_are_captured_unless_port_is_given()
      throws IOException {
    assertEquals(1, capture("-A", "--profiles=heap").out().lines().count());
    assertEquals(2, capture("-A", "--profiles=heap", "--port=7070").out().lines().count());
  }

  @Test
  void pods_can_be_chosen_by_their_addresses_which_are_not_dialled() throws IOException {
    Called of = capture("-A", "--profiles=heap", "--pod-cidr=198.51.100.7/32", "--port=7070");

    assertEquals(1, of.out().lines().count(), of.out());
    assertTrue(of.out().contains("/web-0_web-0_heap_"), of.out());
    assertTrue(of.err().contains("198.51.100.8 is not in --pod-cidr"), of.err());
  }

  @Test
  void who_may_not_forward_is_told_and_it_is_denied() throws IOException {
    server.close();
    server =
        forwarding(
            Forwarding.refusal(
                403, "forbidden: User \\\"jane\\\" cannot get resource \\\"pods/portforward\\\""));
    Called called = capture("web-0", "--profiles=heap,goroutine");

    assertEquals(77, called.code());
    assertEquals("", called.out());
    assertTrue(
        called
            .err()
            .contains(
                "FAILED  shop/web-0 heap: unreachable: jane may not forward ports of pods in"
                    + " namespace shop: needs get and create on pods/portforward there, see rbac/"),
        called.err());
    assertEquals(2, server.asked().size(), "none is asked for twice");
  }

  @Test
  void a_port_at_which_nobody_listens_is_told() throws IOException {
    server.close();
    server = forwarding(Forwarding.connectionRefused());
    Called called = capture("web-0", "--profiles=heap");

    assertEquals(1, called.code());
    assertTrue(
        called
            .err()
            .contains(
                "unreachable: no connection to http://127.0.0.1:6060/debug/pprof/heap:"
                    + " connection refused in the pod"),
        called.err());
  }

  @Test
  void an_api_server_that_dies_is_told_and_not_the_pod() throws IOException {
    server.close();
    server =
        forwarding(caller -> {
          caller.upgrade();
          caller.begin();
          caller.request();
        });
    Called called = capture("web-0", "--profiles=heap");

    assertEquals(1, called.code());
    assertTrue(
        called
            .err()
            .contains(
                "unreachable: no connection to http://127.0.0.1:6060/debug/pprof/heap:"
                    + " the connection to the API server broke off"),
        called.err());
  }

  @Test
  void a_pod_that_dies_in_the_middle_of_a_profile_costs_that_profile() throws IOException {
    pprof.serving(
        "heap",
        caller -> {
          caller.send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nhalf");
          caller.reset();
        });
    Called called = capture("web-0", "--profiles=heap,mutex");

    assertEquals(1, called.code());
    assertTrue(called.err().contains("heap: invalid: "), called.err());
    assertTrue(called.err().contains(" broke off in the middle of the profile"), called.err());
    assertEquals(1, called.out().lines().count(), called.out());
  }

  @Test
  void the_report_is_json_on_standard_output_when_asked_for() throws IOException {
    Called called = capture("web-0", "--profiles=heap", "-o", "json");
    JsonNode report = new ObjectMapper().readTree(called.out());

    assertEquals("files", report.at("/stored/0/sink").asText());
    assertTrue(Files.exists(Path.of(report.at("/stored/0/id").asText())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-0", "web-0,web-4", "nobody"})
  void the_report_has_the_exit_code_that_the_program_ends_with(String pods) throws IOException {
    pprof.serving("mutex", Handler.profile("no profile".getBytes(UTF_8)));
    Called called = capture(pods, "--profiles=heap,mutex", "-o", "json");

    assertEquals(1, called.code(), called.err());
    assertEquals(1, new ObjectMapper().readTree(called.out()).at("/exitCode").asInt());
  }

  @Test
  void an_output_dir_that_is_a_file_is_told_before_anybody_is_asked() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "mine");
    Called called = capture("web-0", "--profiles=heap");

    assertEquals(64, called.code());
    assertEquals(
        "error: --output-dir " + file + ": cannot be written to: not a directory\n", called.err());
    assertEquals("mine", Files.readString(file));
    assertEquals(List.of(), server.asked());
  }

  @Test
  void into_a_store_it_prints_ids_and_writes_no_file() throws IOException {
    Called called =
        Called.with(
            "capture",
            "web-0",
            "--profiles=heap",
            "--dir=" + folder.resolve("store"),
            "--kubeconfig=" + server.kubeconfig(folder));

    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().startsWith("web-0/heap/"), called.out());
    assertEquals(List.of(), captured(Path.of("")));
  }

  @Test
  void told_to_end_it_ends_in_order_and_leaves_nothing_half() throws Exception {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    pprof.serving("profile", Handler.profile(profile).behind(never).meetingAt(asked));
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var run = pool.submit(() -> capture("web-0", "--profiles=heap,cpu"));
      asked.await();
      Signal.raise(new Signal("TERM"));
      Called called = run.get();

      assertEquals(143, called.code());
      assertTrue(called.err().contains("cpu: cancelled: the run was told to end"), called.err());
      assertEquals(
          called.out().lines().map(Path::of).toList(),
          captured(folder.resolve("out")),
          "the heap, whole, alone");
    } finally {
      never.countDown();
    }
  }

  private static List<Path> captured(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*.pb.gz")) {
      return StreamSupport.stream(files.spliterator(), false).toList();
    }
  }

  private Called capture(String... words) throws IOException {
    var all = new ArrayList<>(List.of("capture", "--output-dir=" + folder.resolve("out")));
    all.addAll(List.of("--kubeconfig", server.kubeconfig(folder).toString()));
    all.addAll(List.of(words));
    return Called.with(all);
  }

  private ForwardingServer forwarding(Forwarding how) {
    return ForwardingServer.before(api, how);
  }
}
