package io.kprofefe.kubernetes;

import static io.kprofefe.kubernetes.JsonValues.array;
import static io.kprofefe.kubernetes.JsonValues.object;
import static io.kprofefe.kubernetes.JsonValues.startOf;
import static io.kprofefe.kubernetes.JsonValues.text;

import com.fasterxml.jackson.core.JsonParser;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the names of all namespaces, page by page; no page is asked for twice. */
final class Namespaces {

  private final ApiServer api;
  private final List<String> names = new ArrayList<>();
  private String continuation = "";

  Namespaces(ApiServer api) {
    this.api = api;
  }

  /**
   * @throws IOException when the API server does not answer, or does not tell
   */
  List<String> read() throws IOException, InterruptedException {
    do {
      page();
    } while (!continuation.isEmpty());
    return List.copyOf(names);
  }

  private void page() throws IOException, InterruptedException {
    String after = URLEncoder.encode(continuation, StandardCharsets.UTF_8);
    HttpResponse<InputStream> answer =
        api.get("api/v1/namespaces?limit=500" + (after.isEmpty() ? "" : "&continue=" + after));
    try (InputStream body = answer.body();
        JsonParser json = startOf(body)) {
      if (answer.code() != 200) {
        throw new IOException(api + " does not list namespaces: " + answer.code());
      }
      continuation = "";
      object(json, field -> list(json, field));
    }
  }

  private void list(JsonParser json, String field) throws IOException {
    switch (field) {
      case "metadata" -> object(json, name -> metadata(json, name));
      case "items" -> array(json, () -> object(json, name -> item(json, name)));
      default -> json.skipChildren();
    }
  }

  private void metadata(JsonParser json, String field) throws IOException {
    if (field.equals("continue")) {
      continuation = text(json);
    } else {
      json.skipChildren();
    }
  }

  private void item(JsonParser json, String field) throws IOException {
    if (field.equals("metadata")) {
      object(json, name -> name(json, name));
    } else {
      json.skipChildren();
    }
  }

  private void name(JsonParser json, String field) throws IOException {
    if (field.equals("name")) {
      names.add(text(json));
    } else {
      json.skipChildren();
    }
  }
}
