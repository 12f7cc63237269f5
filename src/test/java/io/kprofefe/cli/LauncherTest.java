package io.kprofefe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code collector/bin/kprofefe} as a process, in copies of its own. Its Java is a script that
 * tells how it was called, but in a few tests, where it is the one that runs them.
 */
class LauncherTest {

  private static final Path COLLECTOR = Path.of("collector").toAbsolutePath();

  @TempDir private Path folder;
  private Path launcher;
  private Path jdk;

  @BeforeEach
  void install_a_copy_under_a_path_with_blanks() throws IOException {
    Path home = folder.resolve("a folder of mine");
    launcher = copy("bin/kprofefe", home);
    copy("bin/find-java", home);
    copy("conf/jvm.flags", home);
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/kprofefe.jar"));
    jdk = jdk("jdk", "25.0.3");
  }

  @Test
  void java_gets_the_flags_the_class_path_and_the_words_as_they_are() throws Exception {
    Called called = call(launcher, Map.of("JAVA_HOME", jdk.toString()), "top", "a b", "*", "");

    Path home = folder.resolve("a folder of mine");
    assertEquals("", called.err());
    assertEquals(
        List.of(
            "jdk",
            "@" + home + "/conf/jvm.flags",
            "-cp",
            home + "/lib/*",
            "io.kprofefe.cli.Main",
            "top",
            "a b",
            "*",
            ""),
        called.out().lines().toList());
    assertEquals(7, called.code(), "the exit code of java");
  }

  @Test
  void jdk_java_options_win_over_the_flags_wherever_these_lie() throws Exception {
    Path home = folder.resolve("my own \"folder\", isn't it");
    Path own = copy("bin/kprofefe", home);
    copy("bin/find-java", home);
    copy("conf/jvm.flags", home);
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/kprofefe.jar"));
    String options = "-XX:TieredStopAtLevel=4 -XX:+PrintFlagsFinal";

    Called called =
        call(own, Map.of("JAVA_HOME", realJdk().toString(), "JDK_JAVA_OPTIONS", options));

    assertTrue(called.out().matches("(?s).* TieredStopAtLevel += 4 .*"), called.out());
    assertTrue(called.out().matches("(?s).* UseSerialGC += true .*"), called.out());
  }

  @Test
  void what_the_jvm_warns_of_is_no_part_of_the_output() throws Exception {
    Called called =
        call(
            realJdk().resolve("bin/java"),
            Map.of(),
            "@" + COLLECTOR.resolve("conf/jvm.flags"),
            "-XX:AOTCache=" + Files.createFile(folder.resolve("empty.aot")),
            "-cp",
            System.getProperty("java.class.path"),
            "io.kprofefe.cli.Main",
            "version");

    assertTrue(called.err().contains("[warning][aot]"), called.err());
    assertTrue(called.out().startsWith("kprofefe "), called.out());
    assertEquals(0, called.code());
  }

  @Test
  void a_cache_of_this_java_that_is_younger_than_the_program_is_used() throws Exception {
    cacheOf(jdk);

    Called called = call(launcher, Map.of("JAVA_HOME", jdk.toString()), "version");

    Path home = folder.resolve("a folder of mine");
    assertEquals(
        List.of("jdk", "@" + home + "/conf/jvm.flags", "@" + home + "/kprofefe", "version"),
        called.out().lines().toList());
    assertEquals("", called.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/kprofefe.jar", "lib/another.jar", "conf/jvm.flags"})
  void a_cache_that_is_older_than_what_it_was_made_of_is_refused_and_told(String changed)
      throws Exception {
    Path home = folder.resolve("a folder of mine");
    Path cache = cacheOf(jdk);
    Files.createFile(home.resolve("lib/another.jar"));
    for (String file : List.of("lib/kprofefe.jar", "lib/another.jar", "conf/jvm.flags")) {
      Files.setLastModifiedTime(home.resolve(file), Files.getLastModifiedTime(cache));
    }
    var later = Files.getLastModifiedTime(cache).toInstant().plusMillis(10);
    Files.setLastModifiedTime(home.resolve(changed), FileTime.from(later));

    refusesItsCache(call(launcher, Map.of("JAVA_HOME", jdk.toString()), "version"));
  }

  @Test
  void a_cache_of_another_java_is_refused_and_told() throws Exception {
    cacheOf(jdk("other", "25.0.3"));

    refusesItsCache(call(launcher, Map.of("JAVA_HOME", jdk.toString()), "version"));
  }

  @Test
  void it_is_found_through_symbolic_links() throws Exception {
    Path links = Files.createDirectories(folder.resolve("links"));
    Path direct = Files.createSymbolicLink(links.resolve("one"), launcher);
    Path relative = Files.createSymbolicLink(links.resolve("two"), direct.getFileName());

    Called called = call(relative, Map.of("JAVA_HOME", jdk.toString()));

    assertTrue(called.out().contains("/a folder of mine/lib/*\n"), called.out());
  }

  @ParameterizedTest
  @CsvSource({"kprofefe, ''", "kubectl-profefe, kubectl profefe"})
  void java_is_told_what_the_program_was_called_as(String name, String said) throws Exception {
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$KPROFEFE_CALLED_AS\"\n");

    assertEquals(said + "\n", call(installed(name), withJava(), "version").out());
    assertEquals(said + "\n", call(linkedAs(name), withJava(), "version").out());
  }

  @Test
  void what_kubectl_asks_to_complete_a_line_asks_the_program() throws Exception {
    Called called = call(installed("kubectl_complete-profefe"), withJava(), "top", "");

    assertTrue(called.out().endsWith("io.kprofefe.cli.Main\n__complete\ntop\n\n"), called.out());
    assertEquals(
        called.out(), call(linkedAs("kubectl_complete-profefe"), withJava(), "top", "").out());
  }

  @Test
  void who_completes_a_line_hears_of_no_trouble() throws Exception {
    Files.delete(folder.resolve("a folder of mine/lib/kprofefe.jar"));

    Called called = call(installed("kubectl_complete-profefe"), withJava(), "");

    assertEquals("", called.out() + called.err());
  }

  @Test
  void a_java_home_of_another_version_is_passed_over() throws Exception {
    Path old = jdk("old", "17.0.9");
    String path = jdk.resolve("bin") + ":" + System.getenv("PATH");

    Called called = call(launcher, Map.of("JAVA_HOME", old.toString(), "PATH", path));

    assertTrue(called.out().startsWith("jdk\n"), called.out() + called.err());
  }

  @Test
  void a_clone_that_was_not_built_says_what_to_do() throws Exception {
    Path clone = folder.resolve("clone");
    Path notBuilt = copy("bin/kprofefe", clone.resolve("collector"));
    Files.createFile(clone.resolve("pom.xml"));

    Called called = call(notBuilt, Map.of("JAVA_HOME", jdk.toString()));

    assertEquals(
        "error: kprofefe is not built yet: run ./mvnw package in " + clone.toRealPath() + "\n",
        called.err());
    assertEquals(64, called.code());
  }

  @Test
  void a_copy_without_its_libraries_says_so() throws Exception {
    Files.delete(folder.resolve("a folder of mine/lib/kprofefe.jar"));

    Called called = call(launcher, Map.of("JAVA_HOME", jdk.toString()));

    assertTrue(called.err().startsWith("error: this copy of kprofefe is not whole"), called.err());
    assertEquals(64, called.code());
  }

  @Test
  void the_flags_suit_the_java_that_runs_this_test() throws Exception {
    Called called =
        call(
            realJdk().resolve("bin/java"),
            Map.of(),
            "@" + COLLECTOR.resolve("conf/jvm.flags"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.kprofefe.cli.Main",
            "help");

    assertEquals("", called.err());
    assertEquals(0, called.code());
    assertTrue(called.out().contains("collect [POD…]"), called.out());
  }

  /** As {@code aot-cache} leaves it beside the program. */
  private Path cacheOf(Path maker) throws IOException {
    Path home = folder.resolve("a folder of mine");
    Files.writeString(home.resolve("kprofefe"), "# of " + maker + "/bin/java\n-version\n");
    return Files.writeString(home.resolve("kprofefe.aot"), "a cache");
  }

  private void refusesItsCache(Called called) {
    Path home = folder.resolve("a folder of mine");
    assertTrue(
        called.err().startsWith("note: " + home + "/kprofefe.aot does not fit"), called.err());
    assertEquals(1, called.err().lines().count());
    assertTrue(called.out().contains("\n" + home + "/lib/*\n"), called.out());
  }

  private Map<String, String> withJava() {
    return Map.of("JAVA_HOME", jdk.toString());
  }

  /** The launcher beside {@code kprofefe} of this name, as the clone has it. */
  private Path installed(String name) throws IOException {
    Path own = folder.resolve("a folder of mine/bin").resolve(name);
    return Files.exists(own) ? own : copy("bin/" + name, folder.resolve("a folder of mine"));
  }

  /** A link of this name to the one launcher, somewhere on somebody's path. */
  private Path linkedAs(String name) throws IOException {
    Path links = Files.createDirectories(folder.resolve("path"));
    return Files.createSymbolicLink(links.resolve(name), launcher);
  }

  /** That runs this test. */
  private static Path realJdk() {
    return Path.of(System.getProperty("java.home"));
  }

  private Path copy(String file, Path collector) throws IOException {
    Path copy = collector.resolve(file);
    Files.createDirectories(copy.getParent());
    return Files.copy(COLLECTOR.resolve(file), copy);
  }

  /** A JDK as far as the launcher looks: a release file, and a java that tells its arguments. */
  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = home.resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' " + name + " \"$@\"\nexit 7\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private Called call(Path program, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    var process =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    process.environment().remove("JAVA_HOME");
    process.environment().putAll(environment);
    int code = process.start().waitFor();
    return new Called(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
