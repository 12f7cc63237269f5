package io.kprofefe.cli.option;

import io.kprofefe.analysis.NameFilter;
import io.kprofefe.analysis.NamePattern;
import io.kprofefe.analysis.TopView;
import io.kprofefe.profile.PprofLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How many profiles are shown as one. */
public final class AnalysisOptions {

  /**
   * Of each profile. They come from a store or a file of our own, so only absurd ones are refused.
   */
  public static final PprofLimits LIMITS = PprofLimits.ofDecoded(1L << 30);

  static final Option<Integer> ROWS =
      Option.of("--rows", "N", Allowed.wholeNumber(1, 1_000_000), "10", "functions to show");

  static final Option<Optional<String>> SAMPLE_TYPE =
      Option.optional(
          "--sample-type",
          "NAME",
          Allowed.text("the name of a sample type, such as alloc_space, or its number from 0 up"),
          "what is counted, such as alloc_space; else the first profile's default, or its last");

  static final Option<Optional<NamePattern>> FOCUS =
      Option.optional(
          "--focus",
          "REGEX",
          Allowed.readBy(NamePattern::of, NamePattern.ALLOWED),
          "only samples with this in a function, file or binary of their stack");

  static final Option<Optional<NamePattern>> IGNORE =
      Option.optional(
          "--ignore",
          "REGEX",
          Allowed.readBy(NamePattern::of, NamePattern.ALLOWED),
          "no samples with this in a function, file or binary of their stack");

  static final Option<Boolean> LINES = Option.flag("--lines", "tell the lines of a function apart");

  static final Option<Path> OUT =
      Option.of(
          "--out",
          "FILE",
          Allowed.path("the path of a file, such as flame.html, or - for standard output"),
          "flame.html",
          "the page to write; a file that is there stays, and the page gets a numbered name; - is"
              + " standard output");

  static final Option<Optional<Path>> MERGE_OUT =
      Option.optional(
          "--out",
          "FILE",
          Allowed.path("the path of a file, such as web.pb.gz, or - for standard output"),
          "the profile to write; a file that is there stays, and the profile gets a numbered name;"
              + " else standard output, unless that is a terminal");

  private static final Path STANDARD_OUTPUT = Path.of("-");

  public static final OptionGroup TOP =
      new OptionGroup("Rows", List.of(ROWS, SAMPLE_TYPE, FOCUS, IGNORE, LINES));

  public static final OptionGroup FLAME = new OptionGroup("Page", List.of(OUT));

  public static final OptionGroup MERGE = new OptionGroup("Profile", List.of(MERGE_OUT));

  private AnalysisOptions() {}

  public static int rows(Arguments arguments) throws UsageException {
    return arguments.get(ROWS);
  }

  public static TopView view(Arguments arguments) throws UsageException {
    return new TopView(
        arguments.get(SAMPLE_TYPE),
        new NameFilter(arguments.get(FOCUS), arguments.get(IGNORE)),
        arguments.get(LINES));
  }

  /** The file; empty for standard output. */
  public static Optional<Path> out(Arguments arguments) throws UsageException {
    return Optional.of(arguments.get(OUT)).filter(file -> !file.equals(STANDARD_OUTPUT));
  }

  /** The file for a merged profile; empty for standard output. */
  public static Optional<Path> mergeOut(Arguments arguments) throws UsageException {
    return arguments.get(MERGE_OUT).filter(file -> !file.equals(STANDARD_OUTPUT));
  }

  /** Whether it matters which service a function belongs to. */
  public static boolean allServices(Arguments arguments) throws UsageException {
    return arguments.get(ReadOptions.ALL_SERVICES);
  }
}
