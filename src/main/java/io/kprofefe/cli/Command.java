package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.kubernetes.ListingException;
import java.io.IOException;
import java.util.List;

/** One spoken command: what can be said to it, and what it does then. */
public interface Command {

  /** The word itself. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** Its arguments that are not options, as the help shows them; empty when it takes none. */
  default String words() {
    return "";
  }

  /** Its own options; those that every command has come on top. */
  List<OptionGroup> groups();

  /** Command lines that work. */
  List<String> examples();

  /**
   * Does it. What it throws is said to the user, and becomes the exit code, in {@link Program}.
   *
   * @return the exit code
   */
  int run(Arguments arguments, Console console)
      throws UsageException, ClusterAccessException, ListingException, CommandFailure, IOException;
}
