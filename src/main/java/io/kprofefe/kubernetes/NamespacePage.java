package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;
import static io.kprofefe.kubernetes.JsonValues.texts;

import com.fasterxml.jackson.core.JsonParser;
import io.kprofefe.kubernetes.PageRequest.NotAsked;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads a namespace, or a page of them: their names and labels. */
final class NamespacePage {

  private final JsonParser json;
  private final BiConsumer<String, Map<String, String>> each;
  private String kind = "";
  private String continuation = "";

  private NamespacePage(JsonParser json, BiConsumer<String, Map<String, String>> each) {
    this.json = json;
    this.each = each;
  }

  /**
   * Reads the body to its end.
   *
   * @param each is told the name and the labels of each
   * @return the token of the next page; empty after the last, and after a namespace alone
   * @throws NotAsked when it is neither
   */
  static String read(InputStream body, BiConsumer<String, Map<String, String>> each)
      throws IOException {
    try (JsonParser json = startOf(body)) {
      var page = new NamespacePage(json, each);
      var alone = page.new Metadata();
      object(json, field -> page.field(field, alone));
      switch (page.kind) {
        case "Namespace" -> alone.tell();
        case "NamespaceList" -> {}
        default -> throw new NotAsked();
      }
      return page.continuation;
    }
  }

  /** Of one namespace. */
  private final class Metadata {
    private String name = "";
    private Map<String, String> labels = Map.of();

    void field(String field) throws IOException {
      switch (field) {
        case "name" -> name = text(json);
        case "labels" -> labels = texts(json);
        case "continue" -> continuation = text(json); // of a list
        default -> json.skipChildren();
      }
    }

    void tell() {
      each.accept(name, labels);
    }
  }

  private void field(String field, Metadata alone) throws IOException {
    switch (field) {
      case "kind" -> kind = text(json);
      case "metadata" -> object(json, alone::field);
      case "items" -> array(json, this::item);
      default -> json.skipChildren();
    }
  }

  private void item() throws IOException {
    var namespace = new Metadata();
    object(
        json,
        field -> {
          if (field.equals("metadata")) {
            object(json, namespace::field);
          } else {
            json.skipChildren();
          }
        });
    namespace.tell();
  }
}
