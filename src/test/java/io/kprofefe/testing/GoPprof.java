package io.kprofefe.testing;

import io.kprofefe.cluster.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code go tool pprof}, where Go is installed. */
public final class GoPprof {

  /** Flat and cum with their units, each with percents, the name, and whether it was inlined. */
  private static final Pattern ROW =
      Pattern.compile(
          " *(-?[0-9.e+]+)[a-zA-Z]* +[^%]*% +[^%]*% +(-?[0-9.e+]+)[a-zA-Z]* +[^%]*%  (.*?)"
              + "(?: \\((?:partial-)?inline\\))?");

  private static final Pattern TOTAL = Pattern.compile("% of (-?[0-9.e+]+)[a-zA-Z]* total");

  private GoPprof() {}

  public static boolean isInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
  }

  /**
   * All rows of {@code -top}, each as {@code flat cum name}, in this unit.
   *
   * @param words further options, then files
   */
  public static List<String> top(String unit, List<String> words) {
    return told(unit, words)
        .lines()
        .dropWhile(line -> !line.strip().startsWith("flat "))
        .skip(1)
        .map(GoPprof::row)
        .toList();
  }

  /** The total that {@code -top} counts percents of, in this unit. */
  public static long total(String unit, List<String> words) {
    Matcher total = TOTAL.matcher(told(unit, words));
    if (!total.find()) {
      throw new AssertionError("pprof -top tells no total");
    }
    return Math.round(Double.parseDouble(total.group(1)));
  }

  private static String told(String unit, List<String> words) {
    var command =
        new ArrayList<>(List.of("go", "tool", "pprof", "-top", "-nodecount=0", "-nodefraction=0"));
    command.add("-unit=" + unit);
    command.addAll(words);
    return Command.of(command.toArray(String[]::new)).run().succeeded();
  }

  private static String row(String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      throw new AssertionError("no row of pprof -top: " + line);
    }
    return row.group(1) + " " + row.group(2) + " " + row.group(3);
  }
}
