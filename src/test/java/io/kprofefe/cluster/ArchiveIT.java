package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code collector/bin/archive} packs, unpacked. Without Java means: in a root of its own,
 * with a shell and what the launcher calls of the system, and nothing else.
 */
@OnRealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveIT {

  private static final String URL = "https://downloads.example/kprofefe";

  /** Where the first entry's time stands, which nobody reads. */
  private static final int LAST_MODIFIED_IN_ZIP = 10;

  /** All that the launcher calls. */
  private static final List<String> CALLED =
      List.of("bash", "env", "dirname", "head", "readlink", "sha256sum", "stat", "touch");

  private final RealCluster cluster;
  private Path any = Path.of("");
  private Path own = Path.of("");
  private Path manifest = Path.of("");

  @TempDir private Path folder;

  ArchiveIT(RealCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void packed() {
    List<String> made = Command.of("collector/bin/archive", URL).run().succeeded().lines().toList();
    any = Path.of(made.get(0));
    own = Path.of(made.get(1));
    manifest = Path.of(made.get(2));
  }

  @Test
  void on_a_machine_without_java_the_one_that_brings_its_own_runs_with_its_cache()
      throws IOException {
    Path root = machineWithoutJava("own");
    Path home = unpacked(own, root.resolve("a folder"));

    Command.Ended version = in(root, home, "bin/kprofefe", "version").run();
    assertTrue(version.succeeded().startsWith("kprofefe "), version.toString());
    assertEquals("", version.errors());
    assertUsesItsCache(root, home);
    assertTrue(
        in(root, home, "bin/kubectl-profefe", "help")
            .run()
            .succeeded()
            .contains("kubectl profefe"));
  }

  @Test
  void a_cache_that_was_unpacked_without_its_time_is_used_all_the_same() throws IOException {
    Path root = machineWithoutJava("time");
    Path home = unpacked(own, root.resolve("krew"), "--touch");

    assertUsesItsCache(root, home);
  }

  @Test
  void a_cache_of_other_jars_is_not_used() throws IOException {
    Path root = machineWithoutJava("changed");
    Path home = unpacked(own, root.resolve("changed"));
    Path jar = home.resolve("lib/kprofefe.jar");
    byte[] bytes = Files.readAllBytes(jar);
    bytes[LAST_MODIFIED_IN_ZIP] ^= 1;
    Files.write(jar, bytes);

    assertFalse(loaded(root, home).contains("io.kprofefe.cli.Main source: shared objects file"));
  }

  @Test
  void the_one_for_any_platform_finds_a_java_and_says_where_there_is_none() throws IOException {
    Path root = machineWithoutJava("any");
    Path home = unpacked(any, root.resolve("opt"));

    Command.Ended without = in(root, home, "bin/kprofefe", "version").run();
    assertTrue(without.errors().startsWith("error: kprofefe needs a Java 25"), without.toString());
    assertEquals(64, without.code());
    Command.Ended with =
        Command.of(home.resolve("bin/kprofefe").toString(), "version")
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run();
    assertTrue(with.succeeded().startsWith("kprofefe "), with.toString());
    assertEquals("", with.errors());
  }

  @Test
  void kubectl_takes_each_for_its_plugin_and_completes_it() {
    for (Path archive : List.of(any, own)) {
      Path home = unpacked(archive, folder.resolve(archive.getFileName() + ".plugin"));

      assertTrue(kubectl(home, "profefe", "help").contains("Usage: kubectl profefe COMMAND"));
      assertTrue(kubectl(home, "__complete", "profefe", "compl").startsWith("completion\t"));
    }
  }

  @Test
  void krew_can_install_both() throws IOException {
    KrewManifest krew = KrewManifest.read(manifest);

    assertEquals(List.of(), krew.complaints());
    assertEquals("profefe", krew.name());
    assertEquals(2, krew.platforms().size());
    for (KrewManifest.Platform platform : krew.platforms()) {
      Path archive = any.resolveSibling(platform.uri().substring(URL.length() + 1));
      assertEquals(URL + "/" + archive.getFileName(), platform.uri());
      assertEquals(sha256(archive), platform.sha256());
      // krew takes nothing but these two kinds.
      assertTrue(
          Command.of("tar", "-tvzf", archive.toString())
              .run()
              .succeeded()
              .lines()
              .allMatch(line -> line.matches("[-d]rw.*")));
      Path installed = folder.resolve(archive.getFileName() + ".krew");
      unpacked(archive, installed);
      assertTrue(Files.isExecutable(installed.resolve(platform.bin())), platform.bin());
    }
  }

  private String kubectl(Path home, String... words) {
    return Command.of(
            Stream.concat(Stream.of("env", "kubectl"), Stream.of(words)).toArray(String[]::new))
        .with("PATH", home.resolve("bin") + ":" + cluster.path())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .run()
        .succeeded();
  }

  private static String sha256(Path file) {
    return Command.of("sha256sum", file.toString()).run().succeeded().split(" ", 2)[0];
  }

  /** The folder that was in it. */
  private static Path unpacked(Path archive, Path into, String... how) {
    Command.of("mkdir", "-p", into.toString()).run().succeeded();
    Command.of(
            Stream.concat(
                    Stream.of("tar", "-C", into.toString(), "-xzf", archive.toString()),
                    Stream.of(how))
                .toArray(String[]::new))
        .run()
        .succeeded();
    try (Stream<Path> files = Files.list(into)) {
      return files.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertUsesItsCache(Path root, Path home) throws IOException {
    String loaded = loaded(root, home);
    assertTrue(loaded.contains("io.kprofefe.cli.Main source: shared objects file"), loaded);
  }

  /** Every class that was loaded, and where from. */
  private static String loaded(Path root, Path home) throws IOException {
    in(root, home, "bin/kprofefe", "version")
        .with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=/tmp/loaded")
        .run()
        .succeeded();
    return Files.readString(root.resolve("tmp/loaded"));
  }

  /** A root with the system's shell, what the launcher calls, and the libraries that these need. */
  private Path machineWithoutJava(String name) throws IOException {
    Path root = Files.createDirectory(folder.resolve(name));
    for (String empty : List.of("proc", "tmp", "dev", "usr/bin")) {
      Files.createDirectories(root.resolve(empty));
    }
    // The libraries of the runtime itself are those of any C program, and of its own.
    Command.of(
            "bash",
            "-euc",
            """
            root=$1
            shift
            for program in "$@"; do
              program=$(realpath "$(command -v "$program")")
              cp --parents "$program" "$root"
              ldd "$program" | grep -oE '/[^ ]+' | xargs -r cp -L --parents -t "$root"
            done
            for name in "$@"; do
              [[ -e $root/usr/bin/$name ]] || cp "$root/$(realpath "$(command -v "$name")")" "$root/usr/bin/$name"
            done
            for library in libdl libpthread libm librt libz; do
              found=$(ldconfig -p | grep -oE "/[^ ]*/$library[.]so[^ ]*" | head -n 1)
              [[ -z $found ]] || cp -L --parents "$found" "$root"
            done
            touch "$root/dev/null"
            """,
            "machine",
            root.toString())
        .words(CALLED)
        .run()
        .succeeded();
    return root;
  }

  /** A program of this folder, in this root; the JVM wants to read {@code /proc}. */
  private static Command in(Path root, Path home, String program, String... words) {
    String inside = "/" + root.relativize(home.resolve(program));
    return Command.of(
            "unshare",
            "--mount",
            "bash",
            "-euc",
            """
            mount --bind /proc "$1/proc"
            mount --bind /dev/null "$1/dev/null"
            unset JAVA_HOME
            PATH=/usr/sbin:/usr/bin:/sbin:/bin exec chroot "$@"
            """,
            "machine",
            root.toString(),
            inside)
        .words(List.of(words));
  }
}
