package io.kprofefe.cli;

import io.kprofefe.print.Screen;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command was called from.
 *
 * @param out standard output: what was asked for, and nothing else
 * @param screen standard error: everything that is said about it
 */
public record Console(PrintStream out, Screen screen, Map<String, String> environment) {}
