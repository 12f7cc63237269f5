package io.kprofefe.cli.option;

import io.kprofefe.profile.PprofLimits;
import java.nio.file.Path;
import java.util.List;

/** How many profiles are shown as one. */
public final class AnalysisOptions {

  /**
   * Of each profile. They come from a store or a file of our own, so only absurd ones are refused.
   */
  public static final PprofLimits LIMITS = PprofLimits.ofDecoded(1L << 30);

  static final Option<Integer> ROWS =
      Option.of("--rows", "N", Allowed.wholeNumber(1, 1_000_000), "10", "functions to show");

  static final Option<Path> OUT =
      Option.of(
          "--out",
          "FILE",
          Allowed.path("the path of a file, such as flame.html"),
          "flame.html",
          "the page to write; a file that is there stays, and the page gets a numbered name");

  public static final OptionGroup TOP = new OptionGroup("Rows", List.of(ROWS));

  public static final OptionGroup FLAME = new OptionGroup("Page", List.of(OUT));

  private AnalysisOptions() {}

  public static int rows(Arguments arguments) throws UsageException {
    return arguments.get(ROWS);
  }

  public static Path out(Arguments arguments) throws UsageException {
    return arguments.get(OUT);
  }

  /** Whether it matters which service a function belongs to. */
  public static boolean allServices(Arguments arguments) throws UsageException {
    return arguments.get(ReadOptions.ALL_SERVICES);
  }
}
