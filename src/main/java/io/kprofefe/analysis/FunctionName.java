package io.kprofefe.analysis;

import java.util.List;

/**
 * A function's name as {@code go tool pprof} shows it where nobody asks for another one: names that
 * look like C++ lose their parameters, which Go's generic functions may do as well. Mangled names
 * stay mangled here (google/pprof, {@code demangleSingleFunction}).
 */
final class FunctionName {

  private static final List<String> MARKS = List.of("<", ">", "[", "]", "::");

  private FunctionName() {}

  /**
   * @param systemName as the linker knows it; what is the same in both was not made readable yet
   */
  static String shown(String name, String systemName) {
    if (!name.isEmpty() && !name.equals(systemName)) {
      return name;
    }
    return looksLikeCpp(systemName) ? without('<', '>', without('(', ')', systemName)) : systemName;
  }

  private static boolean looksLikeCpp(String name) {
    return MARKS.stream().anyMatch(name::contains) && !name.contains(".<") && !name.contains("]).");
  }

  /** Without what stands between these, and them; as it is, when one is never opened. */
  private static String without(char open, char close, String name) {
    var rest = new StringBuilder();
    int depth = 0;
    int opened = 0;
    for (int at = 0; at < name.length(); at++) {
      char next = name.charAt(at);
      if (next == open && depth++ == 0) {
        opened = at;
      } else if (next == close && --depth < 0) {
        return rest + name.substring(at);
      }
      if (depth == 0 && next != close) {
        rest.append(next);
      }
    }
    return depth == 0 ? rest.toString() : rest + name.substring(opened);
  }
}
