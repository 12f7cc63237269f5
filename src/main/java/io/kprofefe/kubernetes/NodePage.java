package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import io.kprofefe.target.Node;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads one page of a list of nodes and hands them on as they come. */
final class NodePage {

  private final JsonParser json;
  private final Consumer<Node> each;
  private boolean isList;
  private String continuation = "";

  private NodePage(JsonParser json, Consumer<Node> each) {
    this.json = json;
    this.each = each;
  }

  /**
   * Reads the body to its end.
   *
   * @return the token of the next page; empty after the last
   * @throws PageRequest.NotAsked when it is whole, and something else
   * @throws IOException otherwise, when it is not whole, or no JSON
   */
  static String read(InputStream body, Consumer<Node> each) throws IOException {
    try (JsonParser json = startOf(body)) {
      var page = new NodePage(json, each);
      object(json, page::field);
      if (!page.isList) {
        throw new PageRequest.NotAsked();
      }
      return page.continuation;
    }
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "kind" -> isList = text(json).equals("NodeList");
      case "metadata" -> object(json, this::metadata);
      case "items" -> array(json, () -> each.accept(new OneNode().read()));
      default -> json.skipChildren();
    }
  }

  private void metadata(String field) throws IOException {
    if (field.equals("continue")) {
      continuation = text(json);
    } else {
      json.skipChildren();
    }
  }

  private final class OneNode {
    private String uid = "";
    private String name = "";
    private String ready = "";

    Node read() throws IOException {
      object(json, this::part);
      return new Node(uid, name, ready);
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
}
