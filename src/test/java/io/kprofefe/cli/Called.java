package io.kprofefe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kprofefe.print.Screen;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** The program, called in this process: its exit code and all that it wrote. */
record Called(int code, String out, String err) {

  /** Without any variable set. */
  static Called with(String... words) {
    return with(Map.of(), words);
  }

  static Called with(List<String> words) {
    return with(words.toArray(String[]::new));
  }

  static Called with(Map<String, String> environment, String... words) {
    return with(InputStream.nullInputStream(), false, environment, words);
  }

  /** With this on standard input. */
  static Called reading(InputStream in, String... words) {
    return with(in, false, Map.of(), words);
  }

  /** Where standard output is a terminal. */
  static Called onTerminal(String... words) {
    return with(InputStream.nullInputStream(), true, Map.of(), words);
  }

  private static Called with(
      InputStream in, boolean terminal, Map<String, String> environment, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var screen = new Screen(new PrintStream(err, true, UTF_8), false);
    var console = new Console(in, new PrintStream(out, true, UTF_8), terminal, screen, environment);
    int code = new Program(console).run(words);
    return new Called(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The commands of the program. */
  static List<Command> commands() {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), true, UTF_8);
    return new Program(
            new Console(
                InputStream.nullInputStream(),
                nowhere,
                false,
                new Screen(nowhere, false),
                Map.of()))
        .commands();
  }
}
