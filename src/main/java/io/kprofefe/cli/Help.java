package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ExitCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code kprofefe help [COMMAND]}. */
final class Help implements Command {

  private final List<Command> others;

  /**
   * @param others the commands that it tells about, besides itself
   */
  Help(List<Command> others) {
    this.others = List.copyOf(others);
  }

  private List<Command> all() {
    return Stream.concat(others.stream(), Stream.of(this)).toList();
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "Tells what a command does and understands";
  }

  @Override
  public String words() {
    return "[COMMAND]";
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of();
  }

  @Override
  public List<String> examples() {
    return List.of("kprofefe help collect");
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException {
    List<String> words = arguments.words();
    console
        .out()
        .println(
            words.isEmpty()
                ? HelpText.of(console.program(), all(), OutputOptions.SHARED)
                : HelpText.of(console.program(), named(words.getFirst()), OutputOptions.SHARED));
    return ExitCode.OK.code();
  }

  private Command named(String word) throws UsageException {
    return all().stream()
        .filter(command -> command.name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "unknown command %s: there is %s"
                    .formatted(
                        Untrusted.shown(word),
                        all().stream().map(Command::name).collect(Collectors.joining(", ")))));
  }
}
