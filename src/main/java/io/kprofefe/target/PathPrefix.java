package io.kprofefe.target;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The part of a URL's path that is the pod's to say. What could leave it, or the host, when
 * somebody resolves it is refused: empty and dot segments, escapes, queries, user info.
 */
final class PathPrefix {

  static final String GO_DEFAULT = "/debug/pprof";
  private static final Pattern ALLOWED = Pattern.compile("/[A-Za-z0-9._~/-]{0,128}");
  private static final Pattern EMPTY_OR_DOTS = Pattern.compile("//|\\.\\.|/\\.(/|$)");

  /** For a sentence: what is allowed. */
  static final String WORDS =
      "/ and at most 128 more letters, digits, . _ ~ - and /, without // and without . or .. as a"
          + " part";

  private PathPrefix() {}

  static boolean isAllowed(String path) {
    return ALLOWED.matcher(path).matches() && !EMPTY_OR_DOTS.matcher(path).find();
  }

  /** Without a slash at its end; empty for handlers at the root. */
  static String of(Pod pod, String endpoint) throws NotATarget {
    String key = Annotation.PATH.key(endpoint);
    String path = checked(key, pod.annotations().getOrDefault(key, GO_DEFAULT));
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * A handler's whole path.
   *
   * @param key of the annotation that says it
   */
  static String checked(String key, String path) throws NotATarget {
    if (!isAllowed(path)) {
      throw NotATarget.wrong(key, path, WORDS);
    }
    return path;
  }

  /** What these paths lie below, without a slash at its end. */
  static String above(List<String> paths) {
    String common = folder(paths.getFirst());
    for (String path : paths) {
      while (!path.startsWith(common + "/")) {
        common = folder(common);
      }
    }
    return common;
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }
}
