package io.kprofefe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kprofefe.testing.FakeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exec credential plugins, run as kubectl runs them. */
@Timeout(60)
class ExecPluginTest {

  private static final String V1 = "client.authentication.k8s.io/v1";

  @TempDir private Path home;

  private final FakeApiServer server;

  ExecPluginTest() throws IOException {
    server = FakeApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_it_says_to_the_person_is_no_part_of_its_answer() throws Exception {
    assertEquals(
        Optional.of("t"),
        tokenFrom(script("echo 'open this page to log in' >&2\n" + answering("t", V1))));
  }

  @Test
  void it_is_told_which_answer_is_wanted() throws Exception {
    Path told = home.resolve("told");
    tokenFrom(
        script("printf %s \"$KUBERNETES_EXEC_INFO\" > '" + told + "'\n" + answering("t", V1)));
    assertEquals(
        "{\"apiVersion\":\""
            + V1
            + "\",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false}}",
        Files.readString(told));
  }

  static Stream<Arguments> thatGiveNothing() {
    return Stream.of(
        arguments("exit 1", "it ended with exit code 1"),
        arguments("cat; exit 3", "it ended with exit code 3"),
        arguments("exec cat /dev/zero", "its answer has no end"),
        arguments("echo hello", "its answer is no JSON"),
        arguments("echo '[]'", "it answers with version \"\", not \"" + V1 + "\""),
        arguments(answering("t", "v1"), "it answers with version \"v1\", not \"" + V1 + "\""),
        arguments(
            answering("", V1), "its answer has neither a token nor a certificate with its key"));
  }

  @ParameterizedTest
  @MethodSource("thatGiveNothing")
  void one_that_gives_nothing_is_told(String script, String why) throws Exception {
    assertEquals(
        "the exec plugin \"sh\" of user \"exec\" gave no credential: " + why,
        refusalOf(script(script)));
  }

  @Test
  void it_is_found_beside_its_kubeconfig_and_told_when_it_is_not_there() throws Exception {
    Path file = kubeconfig("bin/plugin", "none");
    assertEquals(
        "the exec plugin \"bin/plugin\" of user \"exec\" gave no credential: it cannot be started",
        refusalOf(file));

    Path plugin = Files.createDirectories(home.resolve("bin")).resolve("plugin");
    Files.writeString(plugin, "#!/bin/sh\n" + answering("t", V1));
    assertTrue(plugin.toFile().setExecutable(true));
    assertEquals(Optional.of("t"), tokenFrom(file));
  }

  private static String answering(String token, String version) {
    return "echo '{\"apiVersion\":\"%s\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"%s\"}}'"
        .formatted(version, token);
  }

  /** A kubeconfig whose plugin is a shell that runs this. */
  private Path script(String lines) throws IOException {
    return kubeconfig("sh", Files.writeString(home.resolve("plugin.sh"), lines + "\n").toString());
  }

  private Path kubeconfig(String command, String argument) throws IOException {
    return Files.writeString(
        home.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: shop
        contexts: [{name: shop, context: {cluster: here, user: exec}}]
        clusters: [{name: here, cluster: {server: "%s"}}]
        users: [{name: exec, user: {exec: {apiVersion: %s, command: %s, args: [%s]}}}]
        """
            .formatted(server.url(), V1, command, argument));
  }

  /** What the API server is shown. */
  private Optional<String> tokenFrom(Path kubeconfig) throws Exception {
    try (var cluster = Cluster.connect(Access.of(kubeconfig).build(), Access.nowhere(home))) {
      cluster.pods(PodSelection.everywhere()).forEach(pod -> {});
    }
    return server.requests().getLast().token();
  }

  private String refusalOf(Path kubeconfig) {
    var access = Access.of(kubeconfig).build();
    var refusal =
        assertThrows(
            ClusterAccessException.class,
            () -> Cluster.connect(access, Access.nowhere(home)).close());
    return String.valueOf(refusal.getMessage());
  }
}
