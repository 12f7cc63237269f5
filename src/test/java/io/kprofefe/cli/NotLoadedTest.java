package io.kprofefe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that nobody asks for costs nothing: not one class of it is loaded. */
@Timeout(120)
class NotLoadedTest {

  private static final String OBJECT_STORE = "io.kprofefe.store.objects.ObjectStore ";
  private static final String AWS = "software.amazon.awssdk.";

  @TempDir private Path folder;

  @Test
  void without_an_object_store_nothing_of_one_is_loaded() throws Exception {
    String loaded =
        loadedBy(
            "load", "--dir=" + folder, "--service=web", "src/test/resources/registry/cpu.pb.gz");

    assertTrue(loaded.contains("io.kprofefe.store.DirectoryStore "), loaded);
    assertEquals(List.of(), of(loaded, OBJECT_STORE));
    assertEquals(List.of(), of(loaded, AWS));
  }

  @Test
  void with_one_it_is() throws Exception {
    String loaded =
        loadedBy(
            "get", "services", "--objects=s3://bucket", "--objects-endpoint=http://127.0.0.1:1");

    assertTrue(!of(loaded, AWS).isEmpty());
  }

  private static List<String> of(String loaded, String name) {
    return loaded.lines().filter(line -> line.contains(name)).toList();
  }

  private static String loadedBy(String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "io.kprofefe.cli.Main"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("AWS_ACCESS_KEY_ID", "tester");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "testing-secret");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }
}
