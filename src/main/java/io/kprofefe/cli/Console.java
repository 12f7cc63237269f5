package io.kprofefe.cli;

import io.kprofefe.cli.option.Variable;
import io.kprofefe.print.Screen;
import io.kprofefe.profile.Untrusted;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command was called from.
 *
 * @param in standard input
 * @param out standard output: what was asked for, and nothing else
 * @param outIsTerminal whether a terminal gets that: what is not meant to be read stays away
 * @param screen standard error: everything that is said about it
 */
public record Console(
    InputStream in,
    PrintStream out,
    boolean outIsTerminal,
    Screen screen,
    Map<String, String> environment) {

  private static final String USUAL_NAME = "kprofefe";

  /** What the program was called as, on one line, such as {@code kubectl profefe}. */
  String program() {
    return Variable.KPROFEFE_CALLED_AS.in(environment).map(Untrusted::shown).orElse(USUAL_NAME);
  }
}
