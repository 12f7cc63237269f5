package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.Forwarding;
import io.kprofefe.testing.ForwardingServer;
import io.kprofefe.testing.PprofServer;
import io.kprofefe.testing.PprofServer.Handler;
import io.kprofefe.testing.Profiles;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the help work, as they stand there: in a folder that has the files they name,
 * with a cluster, a registry in place of {@code http://profefe:10100}, and in place of Amazon's
 * object storage what takes any object.
 */
class ExamplesTest {

  private static final Path PROFILES = Path.of("src/test/resources/profile");

  /** A word, bare or in quotes. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** Of a run: all that is said of one that went well. */
  private static final Pattern SUM = Pattern.compile("^1 pod profiled in .*, 0 failed\\n$");

  /** Their next word is a path that need not be there yet. */
  private static final Set<String> BEFORE_PATHS = Set.of("--dir", "--out", "--output-dir", ">");

  @TempDir private Path folder;
  private TwoPlaces places;
  private final PprofServer pods = PprofServer.with(1);
  private final FakeApiServer api;
  private final ForwardingServer server;
  private final FaultServer objects =
      FaultServer.that(
          Fault.answer(200, "<ListBucketResult><Name>profiles</Name></ListBucketResult>"),
          Fault.answer(200, "", "ETag: \"1\""));

  /** One line of one command's help. */
  record Example(Command command, String line) {
    @Override
    public String toString() {
      return line;
    }
  }

  ExamplesTest() throws IOException {
    api = FakeApiServer.start();
    server = ForwardingServer.before(api, Forwarding.to(pods.addresses().getFirst()));
  }

  @BeforeEach
  void what_the_examples_speak_of() throws Exception {
    for (String file : List.of("cpu.pb.gz", "cpu-1.pb.gz", "cpu-2.pb.gz")) {
      Files.copy(PROFILES.resolve("profefe-cpu.pb.gz"), folder.resolve(file));
    }
    for (String type : List.of("heap", "mutex")) {
      Files.copy(PROFILES.resolve("profefe-" + type + ".pb.gz"), folder.resolve(type + ".pb.gz"));
    }
    Path inside = Files.createDirectories(folder.resolve("folder"));
    Files.copy(folder.resolve("cpu.pb.gz"), inside.resolve("cpu.pb.gz"));
    places = new TwoPlaces(Files.createDirectories(folder.resolve("profiles")));
    store(StoredType.CPU);
    store(StoredType.HEAP);
    storeOneWithTheIdOfTheExamples();
    storeWhatIsCompared();
    for (String type : List.of("profile", "heap", "goroutine", "mutex")) {
      pods.serving(type, Handler.profile(Profiles.at(Instant.now())));
    }
    InetSocketAddress pod = pods.addresses().getFirst();
    api.with(
        TestPod.enabled("shop", "web-0")
            .at(pod.getAddress().getHostAddress())
            .labelled("app", "web")
            .labelled("pod-template-hash", "5d4f")
            .ownedBy("ReplicaSet", "web-5d4f")
            .annotated("profefe.com/port", Integer.toString(pod.getPort())));
  }

  @AfterEach
  void close() {
    server.close();
    api.close();
    pods.close();
    objects.close();
    places.close();
  }

  static List<Example> thatEnd() {
    return runnable().filter(example -> !example.command().name().equals("registry")).toList();
  }

  @ParameterizedTest
  @MethodSource("thatEnd")
  void an_example_does_what_it_says(Example example) throws IOException {
    Called called = call(environment(example.command()), words(example.line()));

    assertEquals(0, called.code(), called.err());
    assertEquals("", SUM.matcher(called.err()).replaceFirst(""));
  }

  @Test
  void a_registry_answers_until_it_is_told_to_end() throws Exception {
    String line =
        runnable()
            .filter(example -> example.command().name().equals("registry"))
            .findFirst()
            .orElseThrow()
            .line();
    Process registry = start(words(line));
    try (var out = registry.inputReader()) {
      assertTrue(String.valueOf(out.readLine()).startsWith("http://127.0.0.1:"));
      registry.destroy();
      assertTrue(registry.waitFor(1, TimeUnit.MINUTES));
      assertEquals(143, registry.exitValue());
    } finally {
      registry.destroyForcibly();
    }
  }

  @Test
  void every_command_has_one_that_is_run() {
    List<Command> run = runnable().map(Example::command).distinct().toList();

    assertEquals(
        Called.commands().stream().map(Command::name).toList(),
        run.stream().map(Command::name).toList());
  }

  /** But for those that name a place of somebody's own machine. */
  private static Stream<Example> runnable() {
    return Called.commands().stream()
        .flatMap(command -> command.examples().stream().map(line -> new Example(command, line)))
        .filter(example -> !example.line().contains(" /var/"));
  }

  /** The command line as a shell would hand it on, in the folder. */
  private List<String> words(String line) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(line.replace("http://profefe:10100", places.url()));
    String before = "";
    while (matcher.find()) {
      String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      boolean path = BEFORE_PATHS.contains(before) || isGiven(folder.resolve(word));
      words.add(path && !word.equals("-") ? folder.resolve(word).toString() : word);
      before = word;
    }
    assertEquals("kprofefe", words.removeFirst());
    return words;
  }

  /** The folder, or one of the files: the store is also a word of {@code get}. */
  private static boolean isGiven(Path path) {
    return Files.isRegularFile(path) || path.endsWith("folder");
  }

  private static Called call(Map<String, String> environment, List<String> shell)
      throws IOException {
    var words = new ArrayList<>(shell);
    int to = words.indexOf(">");
    if (to >= 0) {
      words.subList(to, to + 2).clear();
    }
    int from = words.indexOf("<");
    if (from < 0) {
      return Called.with(environment, words.toArray(String[]::new));
    }
    try (InputStream in = Files.newInputStream(Path.of(words.get(from + 1)))) {
      words.subList(from, from + 2).clear();
      return Called.reading(in, words.toArray(String[]::new));
    }
  }

  private Map<String, String> environment(Command command) throws IOException {
    var environment = new HashMap<String, String>();
    environment.put("KPROFEFE_KUBECONFIG", server.kubeconfig(folder).toString());
    environment.put("KPROFEFE_OUTPUT_DIR", folder.toString());
    environment.put("KPROFEFE_POD_CIDR", "127.0.0.0/8");
    environment.put("AWS_ENDPOINT_URL", objects.uri().toString());
    environment.put("AWS_ACCESS_KEY_ID", "tester");
    environment.put("AWS_SECRET_ACCESS_KEY", "testing-secret");
    if (command.name().equals("flame")) {
      environment.put("KPROFEFE_OUT", folder.resolve("flame.html").toString());
    }
    return environment;
  }

  private Process start(List<String> words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    command.addAll(words);
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    process.environment().put("KPROFEFE_LISTEN", "127.0.0.1:0");
    return process.start();
  }

  private void store(StoredType type) throws Exception {
    Instant now = Instant.now();
    store(type, Labels.NONE, now);
  }

  private void store(StoredType type, Labels labels, Instant time) throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve(type.word() + ".pb.gz"));
    places.store().write(new NewProfile("web", type, labels, time, bytes));
  }

  /** An hour and a day ago, and two versions. */
  private void storeWhatIsCompared() throws Exception {
    Instant now = Instant.now();
    store(StoredType.CPU, Labels.NONE, now.minus(Duration.ofMinutes(90)));
    store(StoredType.CPU, Labels.NONE, now.minus(Duration.ofMinutes(24 * 60 + 30)));
    store(StoredType.HEAP, Labels.of("version", "1"), now);
    store(StoredType.HEAP, Labels.of("version", "2"), now);
  }

  private void storeOneWithTheIdOfTheExamples() throws IOException {
    Path day = folder.resolve("profiles/web/cpu/2026-11-21");
    Files.createDirectories(day);
    Path profile = day.resolve("110155.123456789-3f9c2a.pb.gz");
    Files.copy(folder.resolve("cpu.pb.gz"), profile);
    Files.writeString(day.resolve("110155.123456789-3f9c2a.json"), "{\"labels\":[]}");
  }
}
