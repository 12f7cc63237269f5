package io.kprofefe.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;

/**
 * A pod of kube-system that looks like one of the control plane and does nothing: the program
 * itself runs beside the node. It goes when it is closed.
 *
 * @param name the pod's
 */
record StandIn(RealNode node, String name) implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PODS = "/api/v1/namespaces/kube-system/pods";

  /**
   * One as kubeadm has it; returns when it runs.
   *
   * @param arguments with which it says to be started
   */
  static StandIn of(RealNode node, String program, String... arguments) {
    String object =
        """
        {
          "metadata": {
            "name": "%1$s-node-1", "labels": {"component": "%1$s", "tier": "control-plane"}
          },
          "spec": {
            "hostNetwork": true, "terminationGracePeriodSeconds": 0,
            "containers": [{
              "name": "%1$s", "image": "localhost/pause:1", "imagePullPolicy": "Never",
              "args": ["%2$s"]
            }]
          }
        }
        """
            .formatted(program, String.join("\", \"", arguments));
    try {
      String name =
          node.cluster().api().create(PODS, JSON.readTree(object)).at("/metadata/name").asText();
      var pod = new StandIn(node, name);
      pod.kubectl("wait", "--for=condition=Ready", "pod/" + name, "--timeout=60s");
      return pod;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kubectl("delete", "pod", name, "--wait=true");
  }

  private void kubectl(String... words) {
    Stream<String> there = Stream.of("-n", "kube-system");
    node.cluster()
        .kubectl(Stream.concat(there, Stream.of(words)).toArray(String[]::new))
        .run()
        .succeeded();
  }
}
