package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pod of one container that was started on the node. */
record StartedPod(RealNode node, TestNamespace namespace, String name) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Returns when its container has ended. */
  StartedPod awaitEnd() {
    Waiting.until(LONGEST, name + " ends", () -> !terminated().isMissingNode());
    return this;
  }

  /** Returns when this is in its output. */
  StartedPod awaitOutput(String words) {
    Waiting.until(LONGEST, name + " says " + words, () -> running() && output().contains(words));
    return this;
  }

  int exitCode() {
    return terminated().at("/exitCode").asInt();
  }

  String ip() {
    return object().at("/status/podIP").asText();
  }

  /** Its standard output. */
  String output() {
    return said("stdout");
  }

  /** Its standard error. */
  String errors() {
    return said("stderr");
  }

  /** Runs a command in its container; what that said. */
  String exec(String... words) {
    return kubectl(Stream.concat(Stream.of("exec", name, "--"), Stream.of(words)));
  }

  /** Asks it to end, and does not wait for it. */
  void delete() {
    kubectl(Stream.of("delete", "pod", name, "--wait=false"));
  }

  /** The files in a folder that it may write to. */
  List<String> files(String folder) {
    Path volume =
        node.folder()
            .resolve("kubelet/pods/" + uid() + "/volumes/kubernetes.io~empty-dir/" + folder);
    try (Stream<Path> files = Files.walk(volume)) {
      return files.filter(file -> !file.equals(volume)).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean running() {
    return !object().at("/status/containerStatuses/0/state/running").isMissingNode();
  }

  private JsonNode terminated() {
    return object().at("/status/containerStatuses/0/state/terminated");
  }

  private String uid() {
    return object().at("/metadata/uid").asText();
  }

  private JsonNode object() {
    return node.cluster().api().get("/api/v1/namespaces/" + namespace.name() + "/pods/" + name);
  }

  /** The kubelet's log of it tells its streams apart: time, stream, F for a full line, the line. */
  private String said(String stream) {
    Path log =
        node.folder()
            .resolve("pod-logs/%s_%s_%s/only/0.log".formatted(namespace.name(), name, uid()));
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(line -> line.split(" ", 4))
          .filter(parts -> parts[1].equals(stream))
          .map(parts -> parts[3] + (parts[2].equals("F") ? "\n" : ""))
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String kubectl(Stream<String> words) {
    return node.cluster().kubectlIn(namespace, words.toArray(String[]::new)).run().succeeded();
  }
}
