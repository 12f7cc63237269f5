package io.kprofefe.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The program, started as its users start it.
 *
 * @param kubeconfig whom it is
 */
record Kprofefe(Path kubeconfig) {

  private static final String LAUNCHER = "collector/bin/kprofefe";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** {@code kprofefe targets}, in a cluster whose pods are on loopback. */
  Command targets(String... words) {
    return onPods("targets", words);
  }

  /** {@code kprofefe collect}, in a cluster whose pods are on loopback. */
  Command collect(String... words) {
    return onPods("collect", words);
  }

  /** Any command that needs no cluster. */
  static Command command(String... words) {
    return Command.of(Stream.concat(Stream.of(LAUNCHER), Stream.of(words)).toArray(String[]::new));
  }

  /** What a command that ran with {@code -o json} said, whatever its exit code. */
  static JsonNode json(Command.Ended ended) {
    try {
      return JSON.readTree(ended.output());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + ended, e);
    }
  }

  private Command onPods(String name, String... words) {
    Stream<String> before =
        Stream.of(name, "--kubeconfig", kubeconfig.toString(), "--pod-cidr", "127.0.0.0/8");
    return command(Stream.concat(before, Stream.of(words)).toArray(String[]::new));
  }
}
