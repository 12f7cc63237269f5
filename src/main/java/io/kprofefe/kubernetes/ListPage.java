package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;

/** One page of a list, whose items are read as they come. */
final class ListPage {

  private final JsonParser json;
  private final Item item;
  private String kind = "";
  private String continuation = "";

  private ListPage(JsonParser json, Item item) {
    this.json = json;
    this.item = item;
  }

  /** Reads the one item that the parser stands at. */
  interface Item {
    void read(JsonParser json) throws IOException;
  }

  /**
   * Reads the body to its end.
   *
   * @param kind of the list: {@code PodList}
   * @return the token of the next page; empty after the last
   * @throws PageRequest.NotAsked when it is whole, and something else
   * @throws IOException otherwise, when it is not whole, or no JSON
   */
  static String read(InputStream body, String kind, Item item) throws IOException {
    try (JsonParser json = startOf(body)) {
      var page = new ListPage(json, item);
      object(json, page::field);
      if (!page.kind.equals(kind)) {
        throw new PageRequest.NotAsked();
      }
      return page.continuation;
    }
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "kind" -> kind = text(json);
      case "metadata" -> object(json, this::metadata);
      case "items" -> array(json, () -> item.read(json));
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
}
