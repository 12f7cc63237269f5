package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A namespace of one test; it and its pods go when it is closed.
 *
 * @param name its prefix and some random letters
 */
record TestNamespace(KubernetesApi api, String name) implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 32;

  static TestNamespace create(KubernetesApi api, String prefix) {
    ObjectNode object = JSON.createObjectNode();
    object.putObject("metadata").put("generateName", prefix + "-");
    String name = api.create("/api/v1/namespaces", object).at("/metadata/name").asText();
    var namespace = new TestNamespace(api, name);
    namespace.serviceAccount("default"); // no controller does it, and no pod is taken without
    return namespace;
  }

  /** Unless a cluster with controllers has made it already. */
  void serviceAccount(String account) {
    ObjectNode object = JSON.createObjectNode();
    object.putObject("metadata").put("name", account);
    api.createUnlessThere(path("serviceaccounts"), object);
  }

  /** Here PodSecurity's strictest is enforced, and told of templates. */
  void restrict() {
    label("pod-security.kubernetes.io/enforce", "restricted");
    label("pod-security.kubernetes.io/warn", "restricted");
  }

  /** Sets a label of the namespace itself. */
  void label(String label, String value) {
    ObjectNode change = JSON.createObjectNode();
    change.putObject("metadata").putObject("labels").put(label, value);
    api.patch("/api/v1/namespaces/" + name, change);
  }

  /** A token of a service account here, good for an hour. */
  String token(String account) {
    ObjectNode request = JSON.createObjectNode();
    request.putObject("spec").put("expirationSeconds", 3600);
    return api.create(path("serviceaccounts/" + account + "/token"), request)
        .at("/status/token")
        .asText();
  }

  /** Makes them, many at once, and says of each what its node would. */
  void create(Collection<PodObject> pods) {
    try (var tasks = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<? extends Future<?>> made =
          pods.stream().map(pod -> tasks.submit(() -> create(pod))).toList();
      for (Future<?> each : made) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  void create(PodObject... pods) {
    Stream.of(pods).forEach(this::create);
  }

  /** Held by a finalizer it stays, and is terminating. */
  void delete(PodObject pod) {
    api.delete(path("pods/" + pod.name()));
  }

  @Override
  public void close() {
    for (JsonNode pod : api.get(path("pods")).at("/items")) {
      if (pod.at("/metadata").has("finalizers")) {
        ObjectNode released = JSON.createObjectNode();
        released.putObject("metadata").putNull("finalizers");
        api.patch(path("pods/" + pod.at("/metadata/name").asText()), released);
      }
    }
    api.delete(path("pods"));
    api.delete("/api/v1/namespaces/" + name);
  }

  private void create(PodObject pod) {
    api.create(path("pods"), pod.object());
    api.patch(path("pods/" + pod.name() + "/status"), pod.status());
  }

  private String path(String rest) {
    return "/api/v1/namespaces/" + name + "/" + rest;
  }
}
