package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import io.kprofefe.target.Node;
import java.io.IOException;

/** Reads one node: who it is, and whether its kubelet is heard of. */
final class NodeJson {

  private final JsonParser json;
  private String uid = "";
  private String name = "";
  private String ready = "";

  private NodeJson(JsonParser json) {
    this.json = json;
  }

  /** The node that the parser stands at. */
  static Node read(JsonParser json) throws IOException {
    var reader = new NodeJson(json);
    object(json, reader::part);
    return new Node(reader.uid, reader.name, reader.ready);
  }

  private void part(String part) throws IOException {
    switch (part) {
      case "metadata" -> object(json, this::metadata);
      case "status" -> object(json, this::status);
      default -> json.skipChildren();
    }
  }

  private void metadata(String field) throws IOException {
    switch (field) {
      case "uid" -> uid = text(json);
      case "name" -> name = text(json);
      default -> json.skipChildren();
    }
  }

  private void status(String field) throws IOException {
    if (field.equals("conditions")) {
      array(json, this::condition);
    } else {
      json.skipChildren();
    }
  }

  private void condition() throws IOException {
    var condition =
        new Object() {
          String type = "";
          String status = "";
        };
    object(
        json,
        field -> {
          switch (field) {
            case "type" -> condition.type = text(json);
            case "status" -> condition.status = text(json);
            default -> json.skipChildren();
          }
        });
    if (condition.type.equals("Ready")) {
      ready = condition.status;
    }
  }
}
