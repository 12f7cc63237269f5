package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.FakePyroscope;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that is not asked for costs a run nothing: not one of its classes is loaded. */
@Timeout(120)
class UnusedStoresTest {

  private static final String PYROSCOPE = "io.kprofefe.store.pyroscope.";
  private static final String OBJECTS = "io.kprofefe.store.objects.";

  @TempDir private Path folder;

  @Test
  void a_run_into_a_directory_loads_nothing_of_another_store() throws Exception {
    String loaded = loadedBy("--dir=" + folder.resolve("profiles"));

    assertTrue(loaded.contains("io.kprofefe.store.DirectoryStore"));
    assertFalse(loaded.contains(PYROSCOPE));
    assertFalse(loaded.contains(OBJECTS));
  }

  @Test
  void a_run_into_pyroscope_loads_what_it_needs_of_it() throws Exception {
    try (var pyroscope = FakePyroscope.start()) {
      assertTrue(loadedBy("--pyroscope-url=" + pyroscope.uri()).contains(PYROSCOPE));
    }
  }

  @Test
  void a_run_into_object_storage_loads_what_it_needs_of_it() throws Exception {
    try (var objects =
        FaultServer.that(
            Fault.answer(200, "<ListBucketResult><Name>a</Name></ListBucketResult>"),
            Fault.answer(200, "", "ETag: \"1\""))) {
      String loaded = loadedBy("--objects=s3://profiles", "--objects-endpoint=" + objects.uri());

      assertTrue(loaded.contains(OBJECTS));
      assertFalse(loaded.contains(PYROSCOPE));
    }
  }

  /** The names of all classes that a whole run loads, one profile of one pod. */
  private String loadedBy(String... store) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    try (var api = FakeApiServer.start();
        var pods = PprofServer.with(1)) {
      pods.serving("heap", Handler.profile(Profiles.at(Instant.now())));
      api.with(
          TestPod.enabled("shop", "web-0")
              .at(pods.addresses().getFirst().getAddress().getHostAddress())
              .annotated(
                  "profefe.com/port", Integer.toString(pods.addresses().getFirst().getPort())));
      var command = new ArrayList<>(java(log));
      command.addAll(List.of("collect", "-n", "shop", "--pod-cidr=127.0.0.0/8", "--profiles=heap"));
      command.addAll(List.of(store));
      command.addAll(List.of("--kubeconfig", api.kubeconfig(folder).toString()));

      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile());
      builder.environment().put("AWS_ACCESS_KEY_ID", "tester");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "testing-secret");
      Process run = builder.start();

      assertEquals(0, run.waitFor(), () -> said());
    }
    return Files.readString(log);
  }

  private static List<String> java(Path log) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-Xlog:class+load:file=" + log,
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Main.class.getName());
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException none) {
      return "";
    }
  }
}
