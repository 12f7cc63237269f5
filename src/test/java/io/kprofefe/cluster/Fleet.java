package io.kprofefe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Go pods to profile, as many as are wanted, in the namespace of an installation. */
record Fleet(Installed installed) {

  static final String SERVICE = "fleet";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns when all of them are ready. */
  static Fleet of(int pods, Installed installed, String... moreArguments) {
    installed.kubectl("apply", "-f", "src/test/cluster/workloads/fleet.yaml").run().succeeded();
    var fleet = new Fleet(installed);
    fleet.changed(fleet.change(pods, moreArguments));
    return fleet;
  }

  /** Returns when there is none any more. */
  void leave() {
    ObjectNode change = JSON.createObjectNode();
    change.putObject("spec").put("replicas", 0);
    changed(change);
    installed
        .kubectl("wait", "--for=delete", "pod", "-l", "app=fleet", "--timeout=60s")
        .run()
        .succeeded();
  }

  /** Their names, sorted. */
  List<String> pods() {
    JsonNode pods = installed.object("pods?labelSelector=app%3Dfleet").at("/items");
    return StreamSupport.stream(pods.spliterator(), false)
        .map(pod -> pod.at("/metadata/name").asText())
        .sorted()
        .toList();
  }

  private ObjectNode change(int pods, String... moreArguments) {
    ObjectNode container = deployment().at("/spec/template/spec/containers/0").deepCopy();
    Stream.of(moreArguments).forEach(container.withArray("/args")::add);
    ObjectNode change = JSON.createObjectNode();
    ObjectNode spec = change.putObject("spec").put("replicas", pods);
    spec.putObject("template").putObject("spec").putArray("containers").add(container);
    return change;
  }

  private JsonNode deployment() {
    return installed
        .cluster()
        .api()
        .get("/apis/apps/v1/namespaces/" + installed.namespace().name() + "/deployments/fleet");
  }

  private void changed(ObjectNode change) {
    installed
        .kubectl("patch", "deployment", "fleet", "--type=merge", "-p", change.toString())
        .run()
        .succeeded();
    installed.kubectl("rollout", "status", "deployment/fleet", "--timeout=120s").run().succeeded();
  }
}
