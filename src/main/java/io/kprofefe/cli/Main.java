package io.kprofefe.cli;

import io.kprofefe.print.Screen;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the program starts. */
public final class Main {

  private Main() {}

  public static void main(String[] words) {
    var out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    var environment = System.getenv();
    var err = printed(new FileOutputStream(FileDescriptor.err));
    var screen = new Screen(err, Terminal.isErrors(environment));
    var console = new Console(System.in, printed(out), Terminal.isOutput(), screen, environment);
    int code = new Program(console).run(words);
    out.lost().ifPresent(why -> screen.say("error: standard output: " + why));
    System.exit(code == 0 && out.lost().isPresent() ? CommandFailure.CODE : code);
  }

  /** Whole lines go out at once, and nothing waits for the end. */
  private static PrintStream printed(OutputStream stream) {
    return new PrintStream(new BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
  }
}
