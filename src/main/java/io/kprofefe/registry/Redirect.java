package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;

/** Go's way to tell a client the clean path. A POST that is followed becomes a GET. */
final class Redirect {

  private static final String PLAIN = "-_.~$&+,/:;=@";

  private Redirect() {}

  static Reply to(String path, RequestTarget target, HttpExchange exchange) {
    String location = escaped(path) + (target.rawQuery().isEmpty() ? "" : "?" + target.rawQuery());
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" ->
          Reply.text(
              301,
              Map.of("Location", location, "Content-Type", "text/html; charset=utf-8"),
              "<a href=\"" + html(location) + "\">Moved Permanently</a>.\n\n");
      default -> Reply.text(301, Map.of("Location", location), "");
    };
  }

  private static String escaped(String path) {
    var escaped = new StringBuilder();
    for (byte each : path.getBytes(UTF_8)) {
      if (isAlphanumeric(each) || PLAIN.indexOf(each) >= 0) {
        escaped.append((char) each);
      } else {
        escaped.append("%%%02X".formatted(each));
      }
    }
    return escaped.toString();
  }

  private static boolean isAlphanumeric(byte each) {
    return each > 0 && Character.isLetterOrDigit(each);
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }
}
