package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;

/** Reads one page of a pod list and hands its pods on as they come, those that are wanted. */
final class PodPage {

  private final JsonParser json;
  private final Sieve pods;
  private boolean isList;
  private String continuation = "";

  private PodPage(JsonParser json, Sieve pods) {
    this.json = json;
    this.pods = pods;
  }

  /**
   * Reads the body to its end.
   *
   * @return the token of the next page; empty after the last
   * @throws PageRequest.NotAsked when it is whole, and something else
   * @throws IOException otherwise, when it is not whole, or no JSON
   */
  static String read(InputStream body, Sieve pods) throws IOException {
    try (JsonParser json = startOf(body)) {
      var page = new PodPage(json, pods);
      object(json, page::field);
      if (!page.isList) {
        throw new PageRequest.NotAsked();
      }
      return page.continuation;
    }
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "kind" -> isList = text(json).equals("PodList");
      case "metadata" -> object(json, this::metadata);
      case "items" ->
          array(json, () -> PodJson.read(json, pods::wants).ifPresent(pods::letThrough));
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
