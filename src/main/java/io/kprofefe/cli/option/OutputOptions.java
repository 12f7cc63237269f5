package io.kprofefe.cli.option;

import io.kprofefe.print.LogFormat;
import io.kprofefe.print.OutputFormat;
import java.util.Arrays;
import java.util.List;

/** How it is said. */
public final class OutputOptions {

  static final Option<OutputFormat> OUTPUT =
      Option.of(
          "-o/--output",
          "FORMAT",
          Allowed.oneOf(Arrays.asList(OutputFormat.values()), OutputFormat::word),
          OutputFormat.TABLE.word(),
          "on standard output: table, wide, json, yaml or name");

  static final Option<LogFormat> LOG_FORMAT =
      Option.of(
          "--log-format",
          "FORMAT",
          Allowed.oneOf(Arrays.asList(LogFormat.values()), LogFormat::word),
          LogFormat.TEXT.word(),
          "on standard error: text, or json (one object a line)");

  static final Option<Boolean> VERBOSE = Option.flag("-v/--verbose", "say more, with stack traces");

  static final Option<Boolean> HELP = Option.flag("-h/--help", "what this command understands");

  static final Option<Boolean> VERSION = Option.flag("--version", "which version this is");

  /** Of commands that print something. */
  public static final OptionGroup GROUP = new OptionGroup("Output", List.of(OUTPUT));

  /** What every command understands. */
  public static final OptionGroup SHARED =
      new OptionGroup("Every command", List.of(LOG_FORMAT, VERBOSE, HELP));

  /** What the program understands before any command. */
  public static final OptionGroup PROGRAM = new OptionGroup("Program", List.of(VERSION));

  private OutputOptions() {}

  public static OutputFormat format(Arguments arguments) throws UsageException {
    return arguments.get(OUTPUT);
  }

  public static LogFormat logFormat(Arguments arguments) throws UsageException {
    return arguments.get(LOG_FORMAT);
  }

  public static boolean version(Arguments arguments) {
    return arguments.onCommandLine(VERSION);
  }

  public static boolean verbose(Arguments arguments) throws UsageException {
    return arguments.get(VERBOSE);
  }

  /** Only from the command line: a variable must not turn every run into a help page. */
  public static boolean help(Arguments arguments) {
    return arguments.onCommandLine(HELP);
  }
}
