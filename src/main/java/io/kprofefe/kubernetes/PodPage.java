package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import io.kprofefe.target.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads one page of a pod list and hands its pods on as they come. */
final class PodPage {

  private final JsonParser json;
  private final Consumer<Pod> each;
  private boolean isList;
  private String continuation = "";

  private PodPage(JsonParser json, Consumer<Pod> each) {
    this.json = json;
    this.each = each;
  }

  /**
   * Reads the body to its end.
   *
   * @return the token of the next page; empty after the last
   * @throws NotPods when it is whole, and something else
   * @throws IOException otherwise, when it is not whole, or no JSON
   */
  static String read(InputStream body, Consumer<Pod> each) throws IOException {
    try (JsonParser json = startOf(body)) {
      var page = new PodPage(json, each);
      object(json, page::field);
      if (!page.isList) {
        throw new NotPods();
      }
      return page.continuation;
    }
  }

  /** The answer is not what an API server says when asked for pods. */
  static final class NotPods extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "kind" -> isList = text(json).equals("PodList");
      case "metadata" -> object(json, this::metadata);
      case "items" -> array(json, () -> each.accept(PodJson.read(json)));
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
