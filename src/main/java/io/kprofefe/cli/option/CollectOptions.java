package io.kprofefe.cli.option;

import java.util.List;

/** What {@code collect} alone understands. */
public final class CollectOptions {

  static final Option<Boolean> DRY_RUN =
      Option.flag("--dry-run", "show what would be taken, and why not the rest; take nothing");

  public static final OptionGroup GROUP = new OptionGroup("This run", List.of(DRY_RUN));

  private CollectOptions() {}

  public static boolean dryRun(Arguments arguments) throws UsageException {
    return arguments.get(DRY_RUN);
  }
}
