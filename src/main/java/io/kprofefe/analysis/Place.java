package io.kprofefe.analysis;

/**
 * Where in the code a value was counted, told apart as {@code pprof -top} does: a function by its
 * name alone, or with the line of the call; what has no name by its binary and the line it starts
 * at as well.
 */
record Place(String function, SourceLine source, String binary, long startLine) {

  private static Place named(String name) {
    return new Place(name, SourceLine.UNKNOWN, "", 0);
  }

  /** What has no name is told apart by the rest. */
  static Place of(String name, String binary, long startLine) {
    return name.isEmpty() ? unnamed(binary, startLine) : named(name);
  }

  static Place unnamed(String binary, long startLine) {
    return new Place("", SourceLine.UNKNOWN, binary, startLine);
  }

  Place at(SourceLine line) {
    return new Place(function, line, binary, startLine);
  }

  /** As {@code pprof} shows it, without the line; empty where only that is shown. */
  String shown() {
    if (!function.isEmpty() || !source.shown().isEmpty()) {
      return function;
    }
    return binary.isEmpty() ? "<unknown>" : "[" + fileName() + "]";
  }

  private String fileName() {
    int end = binary.length();
    while (end > 1 && binary.charAt(end - 1) == '/') {
      end--;
    }
    String path = binary.substring(0, end);
    return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
  }
}
