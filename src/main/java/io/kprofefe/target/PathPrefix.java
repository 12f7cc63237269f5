package io.kprofefe.target;

import java.util.regex.Pattern;

/**
 * The part of an endpoint's path that is the pod's to say. What could leave it, or the host, when
 * somebody resolves it is refused: empty and dot segments, escapes, queries, user info.
 */
final class PathPrefix {

  private static final String GO_DEFAULT = "/debug/pprof";
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
    String path = pod.annotations().getOrDefault(key, GO_DEFAULT);
    if (!isAllowed(path)) {
      throw NotATarget.wrong(key, path, WORDS);
    }
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
