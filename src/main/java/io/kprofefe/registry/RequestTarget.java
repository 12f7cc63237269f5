package io.kprofefe.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;

/**
 * What stands in a request line between method and version, as Go's server reads it.
 *
 * @param path unescaped
 * @param rawQuery after the question mark
 */
record RequestTarget(String path, String rawQuery) {

  /**
   * @param text as the JDK's server has it: a character a byte of the request
   */
  static RequestTarget parse(String text) throws ApiFailure {
    String local = withoutHost(new String(text.getBytes(ISO_8859_1), UTF_8));
    int question = local.indexOf('?');
    String path = question < 0 ? local : local.substring(0, question);
    try {
      return new RequestTarget(
          Escapes.inPath(path), question < 0 ? "" : local.substring(question + 1));
    } catch (Escapes.BrokenEscape broken) {
      throw ApiFailure.badRequest(broken.reason() + " in the path");
    }
  }

  /** The path without {@code //}, {@code .} and {@code ..}; a slash at the end stays. */
  String cleanPath() {
    var kept = new ArrayDeque<String>();
    for (String segment : path.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> kept.pollLast();
        default -> kept.addLast(segment);
      }
    }
    String clean = "/" + String.join("/", kept);
    return path.endsWith("/") && !kept.isEmpty() ? clean + "/" : clean;
  }

  /** A proxy's request names scheme and host as well. */
  private static String withoutHost(String text) {
    if (text.startsWith("/")) {
      return text;
    }
    int slashes = text.indexOf("://");
    int path = slashes < 0 ? -1 : text.indexOf('/', slashes + 3);
    return path < 0 ? "/" : text.substring(path);
  }
}
