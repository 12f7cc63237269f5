package io.kprofefe.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * A pod to be, with one container of an image: as {@code restricted} Pod Security has it, a user
 * that the image has never heard of, and no place to write to.
 *
 * @param object never changed: each change is made to a copy
 */
record ImagePod(RealNode node, TestNamespace namespace, ObjectNode object) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static ImagePod of(RealNode node, TestNamespace namespace, String image, String... args) {
    ObjectNode object =
        json(
            """
            {
              "metadata": {"generateName": "pod-", "annotations": {}},
              "spec": {
                "restartPolicy": "Never",
                "automountServiceAccountToken": false,
                "securityContext": {
                  "runAsNonRoot": true, "runAsUser": 1234567, "runAsGroup": 0,
                  "seccompProfile": {"type": "RuntimeDefault"}
                },
                "containers": [{
                  "name": "only", "imagePullPolicy": "Never", "stdin": true,
                  "args": [], "env": [], "volumeMounts": [],
                  "securityContext": {
                    "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
                    "capabilities": {"drop": ["ALL"]}
                  }
                }],
                "volumes": []
              }
            }
            """);
    ObjectNode container = container(object).put("image", image);
    Stream.of(args).forEach(container.withArray("args")::add);
    return new ImagePod(node, namespace, object);
  }

  /** By {@code JDK_JAVA_OPTIONS}. */
  ImagePod javaOptions(String options) {
    ObjectNode copy = object.deepCopy();
    container(copy)
        .withArray("env")
        .addObject()
        .put("name", "JDK_JAVA_OPTIONS")
        .put("value", options);
    return new ImagePod(node, namespace, copy);
  }

  ImagePod memory(String limit) {
    ObjectNode copy = object.deepCopy();
    container(copy).putObject("resources").putObject("limits").put("memory", limit);
    return new ImagePod(node, namespace, copy);
  }

  /** One that the image knows, in place of a number only. */
  ImagePod user(int id) {
    ObjectNode copy = object.deepCopy();
    ((ObjectNode) copy.at("/spec/securityContext")).put("runAsUser", id);
    return new ImagePod(node, namespace, copy);
  }

  /** May ask the API server what the namespace's default service account may. */
  ImagePod withToken() {
    ObjectNode copy = object.deepCopy();
    copy.withObject("spec").put("automountServiceAccountToken", true);
    return new ImagePod(node, namespace, copy);
  }

  /** That it may write to, empty: {@code /data} is called {@code data}. */
  ImagePod folder(String name) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("spec")
        .withArray("volumes")
        .addObject()
        .put("name", name)
        .putObject("emptyDir");
    container(copy)
        .withArray("volumeMounts")
        .addObject()
        .put("name", name)
        .put("mountPath", "/" + name);
    return new ImagePod(node, namespace, copy);
  }

  ImagePod annotated(String name, String value) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("metadata").withObject("annotations").put(name, value);
    return new ImagePod(node, namespace, copy);
  }

  /** So that its end can be read after it was deleted; with as long as that to end by itself. */
  ImagePod keptWhenDeleted(int graceSeconds) {
    ObjectNode copy = object.deepCopy();
    copy.withObject("metadata").putArray("finalizers").add("kprofefe.io/is-looked-at");
    copy.withObject("spec").put("terminationGracePeriodSeconds", graceSeconds);
    return new ImagePod(node, namespace, copy);
  }

  StartedPod start() {
    String path = "/api/v1/namespaces/" + namespace.name() + "/pods";
    return new StartedPod(
        node, namespace, node.cluster().api().create(path, object).at("/metadata/name").asText());
  }

  /** To its end. */
  StartedPod run() {
    return start().awaitEnd();
  }

  private static ObjectNode container(ObjectNode pod) {
    return (ObjectNode) pod.at("/spec/containers/0");
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
