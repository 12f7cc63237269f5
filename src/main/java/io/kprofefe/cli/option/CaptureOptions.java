package io.kprofefe.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code capture} alone understands. */
public final class CaptureOptions {

  static final Option<Path> OUTPUT_DIR =
      Option.of(
          "--output-dir",
          "DIR",
          Allowed.directory(),
          ".",
          "for a file of each profile, unless a store is given; a file that is there stays, and the"
              + " profile gets a numbered name");

  public static final OptionGroup GROUP = new OptionGroup("Files", List.of(OUTPUT_DIR));

  private CaptureOptions() {}

  /** Where files go; nowhere when only stores were given. */
  public static Optional<Path> files(Arguments arguments) throws UsageException {
    boolean wanted =
        arguments.onCommandLine(OUTPUT_DIR) || StoreOptions.placesIfAny(arguments).isEmpty();
    return wanted ? Optional.of(arguments.get(OUTPUT_DIR)) : Optional.empty();
  }
}
