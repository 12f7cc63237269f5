package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.cli.option.Variable;
import io.kprofefe.kubernetes.ClusterAccessException;
import io.kprofefe.kubernetes.ListingException;
import io.kprofefe.print.Logs;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of the program: finds the command, runs it, and turns what went wrong into a sentence
 * and an exit code, here and nowhere else.
 */
public final class Program {

  private static final Logger LOG = System.getLogger(Program.class.getName());

  private final List<Command> commands;
  private final Console console;

  public Program(Console console) {
    this.commands =
        withHelp(
            List.of(
                new Collect(),
                new Targets(),
                new Capture(),
                new Load(),
                new Get(),
                new Merge(),
                new Top(),
                new Flame(),
                new Diff(),
                new Series(),
                new Registry(),
                new Completion(),
                new Version()));
    this.console = console;
  }

  /** The commands there are, in the order of the help. */
  public List<Command> commands() {
    return commands;
  }

  /** Runs the command line; the exit code. Never throws. */
  public int run(String... words) {
    int code = codeOf(words);
    console.out().flush();
    return code;
  }

  private static List<Command> withHelp(List<Command> others) {
    var all = new ArrayList<>(others);
    all.add(new Help(others));
    return List.copyOf(all);
  }

  private int codeOf(String... words) {
    if (words.length > 0 && words[0].equals(Complete.WORD)) {
      return new Complete(commands, console).run(List.of(words).subList(1, words.length));
    }
    try {
      Optional<Path> recording = Variable.KPROFEFE_JFR.in(console.environment()).map(Path::of);
      return recording.isPresent() ? recorded(recording.get(), words) : call(words);
    } catch (UsageException wrong) {
      return said(wrong, ExitCode.USAGE.code());
    } catch (ClusterAccessException wrong) {
      return said(wrong, ExitCode.USAGE.code());
    } catch (ListingException failure) {
      return said(failure, denied(failure.problem() == ListingException.Problem.DENIED));
    } catch (StoreException failure) {
      return said(failure, denied(failure.problem() == StoreException.Problem.DENIED));
    } catch (CommandFailure failure) {
      return said(failure, CommandFailure.CODE);
    } catch (FileSystemException failure) {
      return said(sentence(failure), failure, CommandFailure.CODE);
    } catch (IOException failure) {
      return said(failure, CommandFailure.CODE);
    } catch (RuntimeException bug) {
      return said("this should not have happened: " + bug, bug, CommandFailure.CODE);
    }
  }

  private int recorded(Path file, String... words)
      throws UsageException, ClusterAccessException, ListingException, CommandFailure, IOException {
    try (var _ = FlightRecording.to(file, console.screen())) {
      return call(words);
    }
  }

  private int call(String... words)
      throws UsageException, ClusterAccessException, ListingException, CommandFailure, IOException {
    var lines = new CommandLines(commands, OutputOptions.SHARED, console.environment());
    CommandLines.Call call = lines.parse(words);
    Arguments said = call.arguments();
    Logs.to(console.screen(), OutputOptions.logFormat(said), OutputOptions.verbose(said));
    if (OutputOptions.help(said)) {
      console.out().println(help(call.command()));
      return ExitCode.OK.code();
    }
    if (OutputOptions.version(said)) {
      return new Version().run(said, console);
    }
    if (call.command().isEmpty()) {
      throw new UsageException(
          "no command given%n%n%s"
              .formatted(HelpText.of(console.program(), commands, OutputOptions.SHARED)));
    }
    return call.command().get().run(said, console);
  }

  private String help(Optional<Command> command) {
    return command
        .map(one -> HelpText.of(console.program(), one, OutputOptions.SHARED))
        .orElseGet(() -> HelpText.of(console.program(), commands, OutputOptions.SHARED));
  }

  private static int denied(boolean denied) {
    return denied ? ExitCode.DENIED.code() : CommandFailure.CODE;
  }

  private int said(Exception failure, int code) {
    return said(String.valueOf(failure.getMessage()), failure, code);
  }

  /** The stack trace is told by {@code -v} alone. */
  private int said(String sentence, Exception failure, int code) {
    console.screen().say("error: " + sentence);
    LOG.log(Level.DEBUG, "the command failed", failure);
    return code;
  }

  /** The message of these is often the bare path. */
  private static String sentence(FileSystemException failure) {
    String file = Untrusted.shown(String.valueOf(failure.getFile()));
    return file + ": " + FileTrouble.of(failure);
  }
}
