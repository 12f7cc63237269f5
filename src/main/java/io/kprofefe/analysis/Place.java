package io.kprofefe.analysis;

import java.util.Comparator;

/**
 * Where in the code a value was counted, told apart as {@code pprof -top} does: a function by its
 * name alone; what has no name by its binary and the line it starts at.
 */
record Place(String function, String binary, long startLine) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::function)
          .thenComparing(Place::binary)
          .thenComparingLong(Place::startLine);

  static Place named(String name) {
    return new Place(name, "", 0);
  }

  /** As {@code pprof} shows it. */
  String shown() {
    if (!function.isEmpty()) {
      return function;
    }
    return binary.isEmpty() ? "<unknown>" : "[" + fileName() + "]";
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
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
