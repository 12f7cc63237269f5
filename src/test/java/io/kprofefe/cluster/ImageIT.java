package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kprofefe.testing.DrawnPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What holds of the image: by looking at it, and by pods of it that are as restricted as can be.
 */
@OnRealCluster
class ImageIT {

  private static final long MEGABYTE = 1_000_000;
  private static final long MEBIBYTE = 1 << 20;

  private final RealNode node;
  private final TestNamespace namespace;

  @TempDir private Path folder;

  ImageIT(RealNode node) {
    this.node = node;
    this.namespace = node.cluster().namespace("image");
  }

  @BeforeEach
  void only_what_is_restricted_may_run() {
    namespace.restrict();
  }

  @AfterEach
  void nothing_is_left() {
    namespace.close();
  }

  @Test
  void it_is_small() {
    BuiltImage image = BuiltImage.of(RealNode.KPROFEFE, folder);

    assertTrue(image.compressed() <= 60 * MEGABYTE, image.compressed() + " bytes to pull");
    assertTrue(image.unpacked() <= 110 * MEGABYTE, image.unpacked() + " bytes on a node");
  }

  @Test
  void it_says_what_it_is_and_starts_java_itself() throws IOException {
    JsonNode config = BuiltImage.of(RealNode.KPROFEFE, folder).config();

    assertEquals(List.of("java", "@/opt/app/kprofefe"), words(config.at("/Entrypoint")));
    assertEquals(List.of("help"), words(config.at("/Cmd")));
    assertEquals("65532:65532", config.at("/User").asText());
    JsonNode labels = config.at("/Labels");
    assertEquals("kprofefe", label(labels, "title"));
    assertTrue(label(labels, "description").startsWith("Collects the profiles"));
    assertEquals("Apache-2.0", label(labels, "licenses"));
    assertTrue(label(labels, "revision").matches("[0-9a-f]{40}(-dirty)?|unknown"), "" + labels);
    String pom = Files.readString(Path.of("pom.xml"));
    assertTrue(
        pom.contains("\n  <version>" + label(labels, "version") + "</version>"), "" + labels);
  }

  @Test
  void it_has_no_shell_and_nothing_of_it_is_writable_or_gives_rights() {
    List<String> files = BuiltImage.of(RealNode.KPROFEFE, folder).files();

    assertTrue(files.stream().anyMatch(file -> file.endsWith(" opt/app/jre/bin/java")), "" + files);
    Pattern shell = Pattern.compile("/(\\w*sh|busybox)( -> .*)?$");
    assertEquals(List.of(), files.stream().filter(shell.asPredicate()).toList());
    Pattern givesRights = Pattern.compile("^-..[sS]|^-.{5}[sS]");
    assertEquals(List.of(), files.stream().filter(givesRights.asPredicate()).toList());
    Pattern writable = Pattern.compile("^[-d].{7}w.* opt/| tmp/.");
    assertEquals(List.of(), files.stream().filter(writable.asPredicate()).toList());
  }

  @Test
  void profiles_are_collected_kept_and_read_with_no_place_to_write_to_but_that_for_profiles() {
    allowToListPods();
    ImagePod.of(node, namespace, RealNode.TARGET, "-listen=0.0.0.0:6060")
        .annotated("profefe.com/enable", "true")
        .annotated("profefe.com/service", "web")
        .start()
        .awaitOutput("ready");
    StartedPod registry =
        pod("registry", "--dir=/data", "--listen=:10100")
            .folder("data")
            .folder("tmp")
            .start()
            .awaitOutput("http://");

    StartedPod targets = pod("targets").withToken().run();
    assertTrue(targets.output().contains(" web "), targets.output() + targets.errors());

    StartedPod run =
        pod("collect", "--cpu-seconds=1", "--profefe-url=http://" + registry.ip() + ":10100")
            .withToken()
            .run();
    assertTrue(run.output().startsWith("1 pod profiled"), run.output() + run.errors());
    assertEquals("", run.errors());
    assertEquals(0, run.exitCode());

    String top = read(registry, "top");
    assertTrue(top.contains("FUNCTION") && top.lines().count() > 2, top);
    String page = read(registry, "flame", "--out", "-");
    assertTrue(new DrawnPage(page).draws("sortNumbers") && page.contains("</html>"), page);
    assertEquals(List.of(), registry.files("tmp"));
    assertFalse(registry.files("data").isEmpty());
  }

  @Test
  void a_run_writes_nothing_where_it_could() {
    allowToListPods();

    // whom the JVM knows by name: for these it writes files of its own
    StartedPod run = pod("collect", "--dry-run").withToken().user(65532).folder("tmp").run();

    assertEquals(0, run.exitCode(), run.errors());
    assertEquals(List.of(), run.files("tmp"));
  }

  @Test
  void term_reaches_java() {
    StartedPod registry =
        pod("registry", "--dir=/data", "--listen=:10100")
            .folder("data")
            .keptWhenDeleted(600)
            .start()
            .awaitOutput("http://");

    registry.delete();

    assertEquals(143, registry.awaitEnd().exitCode(), registry.errors());
  }

  @Test
  void the_cache_of_loaded_classes_fits() {
    allowToListPods();
    for (String command : List.of("version", "targets")) {
      StartedPod pod = pod(command).withToken().javaOptions("-XX:AOTMode=on").run();
      assertEquals(0, pod.exitCode(), pod.output() + pod.errors());
    }
  }

  @Test
  void a_cache_that_does_not_fit_costs_time_and_is_told_beside_the_output() {
    String other = "-XX:-UseCompressedOops";
    StartedPod pod = pod("version").javaOptions(other).run();

    assertTrue(pod.output().startsWith("kprofefe "), pod.output());
    assertTrue(pod.errors().contains("[aot]"), pod.errors());
    assertEquals(0, pod.exitCode());

    StartedPod strict = pod("version").javaOptions(other + " -XX:AOTMode=on").run();
    assertEquals(1, strict.exitCode(), strict.output() + strict.errors());
  }

  @Test
  void the_flags_of_the_launcher_are_in_force() throws IOException {
    String flags = pod("version").javaOptions("-XX:+PrintFlagsFinal").run().output();

    List<String> ours =
        Files.readAllLines(Path.of("collector/conf/jvm.flags")).stream()
            .filter(line -> line.startsWith("-XX:"))
            .map(line -> line.replaceFirst("^-XX:\\+(.*)", "$1=true"))
            .map(line -> line.replaceFirst("^-XX:-(.*)", "$1=false"))
            .map(line -> line.replaceFirst("^-XX:", ""))
            .toList();
    for (String flag : ours) {
      // the value: a heap share is a number with six decimals
      String zeros = flag.contains(".") ? "0*" : "(\\.0+)?";
      String set = " " + flag.replace("=", " += ") + zeros + " +\\{";
      assertTrue(Pattern.compile(set).matcher(flags).find(), flag + "\n" + flags);
    }
  }

  @Test
  void jdk_java_options_win_over_them() {
    String other = "-XX:TieredStopAtLevel=4 -XX:-UseSerialGC -XX:+UseParallelGC";
    String flags = pod("version").javaOptions(other + " -XX:+PrintFlagsFinal").run().output();

    assertTrue(flags.matches("(?s).* TieredStopAtLevel += 4 .*"), flags);
    assertTrue(flags.matches("(?s).* UseSerialGC += false .*"), flags);
    assertTrue(flags.matches("(?s).* UseParallelGC += true .*"), flags);
  }

  @ParameterizedTest
  @CsvSource({"128Mi, 60, 68", "256Mi, 120, 130", "1Gi, 400, 415"})
  void the_heap_leaves_room_in_the_memory_that_a_pod_has(String limit, long least, long most) {
    String flags = pod("version").memory(limit).javaOptions("-XX:+PrintFlagsFinal").run().output();

    var heap = Pattern.compile(" MaxHeapSize += (\\d+) ").matcher(flags);
    assertTrue(heap.find(), flags);
    long mebibytes = Long.parseLong(heap.group(1)) / MEBIBYTE;
    assertTrue(least <= mebibytes && mebibytes <= most, mebibytes + " MiB");
  }

  private ImagePod pod(String... args) {
    return ImagePod.of(node, namespace, RealNode.KPROFEFE, args);
  }

  private static String read(StartedPod registry, String command, String... options) {
    var words = new ArrayList<>(List.of("java", "@kprofefe", command));
    words.addAll(List.of("--dir", "/data", "--service", "web"));
    words.addAll(List.of(options));
    return registry.exec(words.toArray(String[]::new));
  }

  private void allowToListPods() {
    kubectl("create", "role", "sees-pods", "--verb=list", "--resource=pods");
    String account = namespace.name() + ":default";
    kubectl(
        "create", "rolebinding", "sees-pods", "--role=sees-pods", "--serviceaccount=" + account);
  }

  private void kubectl(String... words) {
    node.cluster().kubectlIn(namespace, words).run().succeeded();
  }

  private static String label(JsonNode labels, String name) {
    return labels.path("org.opencontainers.image." + name).asText();
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
