package io.kprofefe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code collector/bin/image}, where the builders are scripts that tell how they were called. */
class ImageScriptTest {

  private static final Path SCRIPT = Path.of("collector/bin/image").toAbsolutePath();
  private static final Path CLONE = Path.of("").toAbsolutePath();

  @TempDir private Path programs;

  private record Called(int code, List<String> said) {}

  @BeforeEach
  void only_what_every_machine_has_is_there() throws IOException {
    for (String program : List.of("bash", "env", "dirname", "realpath", "sed", "git")) {
      Path its =
          Stream.of(System.getenv("PATH").split(":"))
              .map(folder -> Path.of(folder, program))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(programs.resolve(program), its);
    }
  }

  @Test
  void it_builds_this_clone_with_the_options_as_they_are() throws Exception {
    builder("buildah", "printf '%s\\n' \"$0\" \"$@\"");

    Called called = call(Map.of(), "a:1", "--build-arg", "A=b c");

    assertEquals(0, called.code());
    List<String> said = called.said();
    assertEquals(List.of(programs + "/buildah", "bud", "--label"), said.subList(0, 3));
    assertTrue(Files.readString(Path.of("pom.xml")).contains(version(said.get(3))), said.get(3));
    assertTrue(
        said.get(5).matches("org.opencontainers.image.revision=([0-9a-f]{40}(-dirty)?|unknown)"),
        said.get(5));
    assertEquals(
        List.of("-t", "a:1", "--build-arg", "A=b c", CLONE.toString()), said.subList(6, 11));
  }

  @Test
  void a_docker_without_its_engine_is_passed_over() throws Exception {
    builder("docker", "exit 1");
    builder("podman", "echo podman $1");

    assertEquals(new Called(0, List.of("podman build")), call(Map.of(), "a:1"));
  }

  @Test
  void the_builder_can_be_named() throws Exception {
    builder("docker", "echo docker $1");
    builder("podman", "echo podman $1");
    var named = Map.of("KPROFEFE_IMAGE_BUILDER", "podman");

    assertEquals(new Called(0, List.of("podman build")), call(named, "a:1"));
  }

  @Test
  void without_any_builder_it_says_what_to_install() throws Exception {
    String said = "error: no docker, podman or buildah here that works: install one of them";

    assertEquals(new Called(69, List.of(said)), call(Map.of(), "a:1"));
  }

  @Test
  void what_it_cannot_do_is_a_mistake_in_usage() throws Exception {
    var unknown = call(Map.of("KPROFEFE_IMAGE_BUILDER", "make"), "a:1");
    String said =
        "error: KPROFEFE_IMAGE_BUILDER is \"make\": allowed are docker, podman and buildah";

    assertEquals(new Called(64, List.of(said)), unknown);
    assertEquals(64, call(Map.of()).code());
    assertEquals(64, call(Map.of(), "--build-arg").code());
  }

  private static String version(String label) {
    return label.replaceFirst(
        "^org.opencontainers.image.version=(.+)$", "\n  <version>$1</version>\n");
  }

  private void builder(String name, String body) throws IOException {
    Path script = Files.writeString(programs.resolve(name), "#!/usr/bin/env bash\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Called call(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("KPROFEFE_IMAGE_BUILDER");
    builder.environment().put("PATH", programs.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<String> said = process.inputReader().lines().toList();
    return new Called(process.waitFor(), said);
  }
}
