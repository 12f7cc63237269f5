package io.kprofefe.cli;

import static io.kprofefe.testing.Fault.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.registry.RegistryServer;
import io.kprofefe.registry.RegistrySettings;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.FakePyroscope;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.TestPod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory, a registry and a Pyroscope in one run: each fails on its own, and is told so. */
@Timeout(120)
class SeveralStoresTest {

  private static final int PODS = 3;

  @TempDir private Path folder;

  private final PprofServer pprof = PprofServer.with(PODS);
  private final FakePyroscope pyroscope = FakePyroscope.start();
  private final FakeApiServer api = FakeApiServer.start();
  private RegistryServer registry;

  SeveralStoresTest() throws IOException {}

  @BeforeEach
  void start() throws IOException {
    registry =
        new RegistryServer(
            new DirectoryStore(Files.createDirectories(folder.resolve("registry"))),
            RegistrySettings.onLoopback(0));
    registry.start();
    for (String name : List.of("heap", "goroutine", "mutex")) {
      pprof.serving(name, Handler.profile(resource(name + ".pb.gz")));
    }
    pprof.serving("profile", Handler.profile(resource("cpu.pb.gz")));
    for (int i = 0; i < PODS; i++) {
      InetSocketAddress address = pprof.addresses().get(i);
      api.with(
          TestPod.enabled("shop", "web-" + i)
              .at(address.getAddress().getHostAddress())
              .annotated("profefe.com/port", Integer.toString(address.getPort())));
    }
  }

  @AfterEach
  void close() {
    registry.close();
    api.close();
    pyroscope.close();
    pprof.close();
  }

  @Test
  void each_gets_every_profile_that_is_for_it() throws IOException {
    Called called = collect(pyroscope.uri());

    assertEquals(0, called.code(), called.err());
    assertEquals(Map.of("cpu", 3L, "heap", 3L, "goroutine", 3L, "mutex", 3L), storedIn("profiles"));
    assertEquals(storedIn("profiles"), storedIn("registry"));
    assertEquals(Map.of("process_cpu", 3L, "memory", 3L, "goroutine", 3L), storedInPyroscope());
    assertTrue(called.out().contains(", 12 profiles stored ("), called.out());
    assertTrue(called.out().contains(", 0 failed\n"), called.out());
    assertTrue(
        called.out().contains("\nDECLINED  pyroscope: 3 mutex: it counts from the program's start"),
        called.out());
  }

  @Test
  void the_report_tells_which_store_has_what_and_what_was_not_for_one() throws IOException {
    JsonNode report = json(collect(pyroscope.uri(), "-o", "json"));

    assertEquals(Map.of("dir", 12L, "profefe", 12L, "pyroscope", 9L), counted(report, "stored"));
    assertTrue(report.get("failures").isEmpty(), report::toString);
    JsonNode declined = report.get("declined");
    assertEquals(1, declined.size(), report::toString);
    assertEquals("pyroscope", declined.get(0).get("sink").asText());
    assertEquals("mutex", declined.get(0).get("type").asText());
    assertEquals(3, declined.get(0).get("profiles").asInt());
  }

  @Test
  void the_figures_tell_each_stores_own_outcomes() throws IOException {
    try (var broken = FaultServer.that(answer(500, "{\"code\":\"unknown\"}"))) {
      Path file = folder.resolve("run.prom");
      Called called = collect(broken.uri(), "--metrics-file=" + file);

      assertEquals(70, called.code(), called.out());
      String figures = Files.readString(file);
      assertTrue(figures.contains(deliveries("dir", "stored", 12)), figures);
      assertTrue(figures.contains(deliveries("profefe", "stored", 12)), figures);
      assertTrue(figures.contains(deliveries("pyroscope", "stored", 0)), figures);
      assertTrue(figures.contains(deliveries("pyroscope", "rejected", 9)), figures);
      assertTrue(figures.contains(deliveries("pyroscope", "declined", 3)), figures);
      assertTrue(figures.contains(deliveries("dir", "declined", 0)), figures);
    }
  }

  @Test
  void a_profile_is_stored_when_every_store_has_it_that_it_is_for() throws IOException {
    try (var broken = FaultServer.that(answer(500, "{\"code\":\"unknown\"}"))) {
      JsonNode report = json(collect(broken.uri(), "-o", "json"));

      assertEquals("{\"rejected\":3}", report.get("profiles").get("cpu").toString());
      assertEquals("{\"stored\":3}", report.get("profiles").get("mutex").toString());
      assertEquals(Map.of("pyroscope", 9L), counted(report, "failures"));
      assertEquals(Map.of("dir", 12L, "profefe", 12L), counted(report, "stored"));
      assertEquals(70, report.get("exitCode").asInt());
    }
  }

  @Test
  void one_that_does_not_let_us_in_is_the_runs_exit_code_and_the_others_have_all()
      throws IOException {
    pyroscope.ofTenant("somebody");
    Called called = collect(pyroscope.uri());

    assertEquals(77, called.code());
    assertTrue(called.out().contains("(is a --pyroscope-tenant missing?)"), called.out());
    assertEquals(3, storedIn("registry").get("cpu"));
    assertEquals(77, collect(pyroscope.uri(), "--pyroscope-tenant", "another").code());
    assertEquals(0, collect(pyroscope.uri(), "--pyroscope-tenant", "somebody").code());
  }

  @Test
  void one_that_is_away_is_worth_no_other_try_where_another_has_the_profiles() throws IOException {
    Called called = collect(FaultServer.nobody());

    assertEquals(70, called.code());
    assertEquals(3, storedIn("profiles").get("heap"));
  }

  @Test
  void pyroscope_alone_is_a_store_and_what_it_declines_is_no_failure() throws IOException {
    Called called = Called.with(words("--pyroscope-url=" + pyroscope.uri(), "-o", "json"));

    assertEquals(0, called.code(), called.err());
    JsonNode profiles = json(called).get("profiles");
    assertEquals("{\"stored\":3}", profiles.get("cpu").toString());
    assertEquals("{\"declined\":3}", profiles.get("mutex").toString());
    assertFalse(storedInPyroscope().containsKey("mutex"));
  }

  @Test
  void differences_go_to_pyroscope_and_what_counts_from_the_start_goes_to_the_others()
      throws IOException {
    pprof.serving("mutex", Handler.profile(overASecond("mutex.pb.gz")));
    pprof.serving("block", Handler.profile(overASecond("block.pb.gz")));
    pprof.serving("allocs", Handler.profile(resource("heap.pb.gz")));

    Called called =
        collect(pyroscope.uri(), "--profiles=mutex,block,allocs", "--delta=mutex,block");

    assertEquals(0, called.code(), called.err());
    for (String asked : List.of("mutex?seconds=1", "block?seconds=1", "allocs")) {
      assertEquals(PODS, Collections.frequency(pprof.requests(), asked), asked);
    }
    assertEquals(Map.of("mutex", 3L, "block", 3L), storedInPyroscope());
    assertTrue(
        pyroscope.stored().stream().allMatch(one -> one.profile().getDurationNanos() > 0),
        "a difference says over which time");
    assertEquals(Map.of("mutex", 3L, "block", 3L, "other", 3L), storedIn("profiles"));
    assertTrue(
        called
            .out()
            .contains(
                "\nDECLINED  pyroscope: 3 allocs: it counts from the program's start, and Pyroscope"
                    + " would add it up again with each run: only a delta (godeltaprof_memory) is"
                    + " of use there\n"),
        called.out());
  }

  @Test
  void pyroscope_has_no_spool_and_a_spool_of_the_others_does_not_mind() throws IOException {
    Path spool = folder.resolve("spool");
    Called called = collect(pyroscope.uri(), "--spool-dir=" + spool);

    assertEquals(0, called.code(), called.err());
    assertFalse(Files.exists(spool.resolve("pyroscope")));
  }

  private Called collect(URI url, String... words) throws IOException {
    var all =
        new ArrayList<>(
            List.of(
                "--dir=" + folder.resolve("profiles"),
                "--profefe-url=http://127.0.0.1:" + registry.address().getPort(),
                "--pyroscope-url=" + url));
    all.addAll(List.of(words));
    return Called.with(words(all.toArray(String[]::new)));
  }

  private List<String> words(String... words) throws IOException {
    var all = new ArrayList<>(List.of("collect", "-n", "shop", "--pod-cidr", "127.0.0.0/8"));
    all.addAll(List.of("--kubeconfig", api.kubeconfig(folder).toString(), "--cpu-seconds", "1"));
    all.addAll(List.of(words));
    return all;
  }

  /** How many of each type. */
  private Map<String, Long> storedIn(String store) throws IOException {
    Path root = folder.resolve(store);
    try (Stream<Path> files = Files.walk(root)) {
      var counts = new TreeMap<String, Long>();
      files
          .filter(file -> file.toString().endsWith(".pb.gz"))
          .map(file -> root.relativize(file).getName(1).toString())
          .forEach(type -> counts.merge(type, 1L, Long::sum));
      return counts;
    }
  }

  private Map<String, Long> storedInPyroscope() {
    var counts = new TreeMap<String, Long>();
    pyroscope
        .stored()
        .forEach(one -> counts.merge(one.labels().getOrDefault("__name__", ""), 1L, Long::sum));
    return counts;
  }

  private static Map<String, Long> counted(JsonNode report, String list) {
    var counts = new TreeMap<String, Long>();
    report.get(list).forEach(entry -> counts.merge(entry.get("sink").asText(), 1L, Long::sum));
    return counts;
  }

  private static String deliveries(String sink, String outcome, int number) {
    return "kprofefe_last_run_deliveries{outcome=\"%s\",sink=\"%s\"} %d.0\n"
        .formatted(outcome, sink, number);
  }

  private static JsonNode json(Called called) throws IOException {
    return new ObjectMapper().readTree(called.out());
  }

  private static byte[] overASecond(String file) throws IOException {
    var gzipped = new ByteArrayOutputStream();
    try (var body = new GZIPInputStream(new ByteArrayInputStream(resource(file)));
        var out = new GZIPOutputStream(gzipped)) {
      Profile.parseFrom(body).toBuilder()
          .setDurationNanos(TimeUnit.SECONDS.toNanos(1))
          .build()
          .writeTo(out);
    }
    return gzipped.toByteArray();
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SeveralStoresTest.class.getResourceAsStream("/store/pyroscope/" + file), file)) {
      return in.readAllBytes();
    }
  }
}
