package io.kprofefe.analysis;

import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a call stands in the source.
 *
 * @param file as pprof shows it; may be empty
 * @param line from 1; 0 when it is not known
 */
public record SourceLine(String file, long line) {

  static final SourceLine UNKNOWN = new SourceLine("", 0);

  /** What Bazel's builds say before their paths, and pprof does not (google/pprof, trimPath). */
  private static final List<String> LEFT_OUT = List.of("/proc/self/cwd/./", "/proc/self/cwd/");

  static SourceLine of(String path, long line) {
    String trimmed =
        LEFT_OUT.stream()
            .filter(path::startsWith)
            .findFirst()
            .map(start -> path.substring(start.length()))
            .orElse(path);
    return new SourceLine(trimmed.isEmpty() ? "" : clean(trimmed), line);
  }

  /** {@code main.go:7}; empty when nothing is known. */
  public String shown() {
    return line == 0 ? file : file + ":" + line;
  }

  /** Behind a function's name, each where it is known. */
  String shownAfter(String function) {
    return Stream.of(function, shown())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Go's {@code filepath.Clean}. */
  private static String clean(String path) {
    boolean rooted = path.startsWith("/");
    var parts = new ArrayDeque<String>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (part.equals("..") ? !rooted : !part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    String joined = (rooted ? "/" : "") + String.join("/", parts);
    return joined.isEmpty() ? "." : joined;
  }
}
