package io.kprofefe.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Objects of ours as the API server would keep them: it was asked, strictly and in a namespace
 * where PodSecurity's strictest is enforced, and had nothing to say about them.
 *
 * @param namespace where they would be
 */
record Shipped(TestNamespace namespace, List<JsonNode> objects) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asks the API server, which keeps nothing. */
  static Shipped by(Overlay overlay, TestNamespace namespace, RealCluster cluster) {
    namespace.restrict();
    var ended =
        cluster
            .kubectl(
                "create",
                "--dry-run=server",
                "--validate=strict",
                "-o",
                "json",
                "-k",
                overlay.folder().toString())
            .run();
    assertEquals("", ended.errors());
    assertEquals(0, ended.code());
    try (var objects = JSON.readerFor(JsonNode.class).<JsonNode>readValues(ended.output())) {
      return new Shipped(namespace, objects.readAll());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Their kinds and the names that we gave them: {@code CronJob/kprofefe}. */
  Set<String> names() {
    var names = new TreeSet<String>();
    objects.forEach(object -> names.add(object.get("kind").asText() + "/" + nameOf(object)));
    return names;
  }

  /** The name that we gave it, without the suffix of the test. */
  String nameOf(JsonNode object) {
    String name = object.at("/metadata/name").asText();
    return name.substring(0, name.length() - Overlay.renamed("", namespace).length());
  }

  Stream<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.get("kind").asText().equals(kind));
  }

  /** The only one of its kind that we gave this name. */
  JsonNode only(String kind, String name) {
    List<JsonNode> all = ofKind(kind).filter(object -> nameOf(object).equals(name)).toList();
    assertEquals(1, all.size(), kind + " " + name + " in " + names());
    return all.getFirst();
  }

  Stream<ShippedCronJob> cronJobs() {
    return ofKind("CronJob").map(job -> new ShippedCronJob(nameOf(job), job, settings(job)));
  }

  private JsonNode settings(JsonNode cronJob) {
    String name =
        cronJob
            .at("/spec/jobTemplate/spec/template/spec/containers/0/envFrom/0/configMapRef/name")
            .asText();
    return ofKind("ConfigMap")
        .filter(map -> map.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no ConfigMap " + name + " in " + names()));
  }

  /** What a CronJob's, or a Deployment's, pods are made from: their {@code spec}. */
  Stream<JsonNode> podSpecs() {
    return Stream.concat(
        ofKind("CronJob").map(job -> job.at("/spec/jobTemplate/spec/template/spec")),
        ofKind("Deployment").map(deployment -> deployment.at("/spec/template/spec")));
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
