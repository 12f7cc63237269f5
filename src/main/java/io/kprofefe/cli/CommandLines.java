package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.Option;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.profile.Untrusted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Command lines, split by picocli: it is told of our options as plain text with any number of
 * values, so that what they mean and what is wrong about them is said by {@link Option} alone.
 */
final class CommandLines {

  private final List<Command> commands;
  private final OptionGroup shared;
  private final Map<String, String> environment;

  /**
   * @param shared what every command understands
   * @param environment where options come from that a command line leaves out
   */
  CommandLines(List<Command> commands, OptionGroup shared, Map<String, String> environment) {
    this.commands = List.copyOf(commands);
    this.shared = shared;
    this.environment = Map.copyOf(environment);
  }

  /**
   * A command and what was said to it.
   *
   * @param command empty when none was named
   */
  record Call(Optional<Command> command, Arguments arguments) {}

  Call parse(String... words) throws UsageException {
    try {
      ParseResult root = program(new HashSet<>(List.of(words))).parseArgs(words);
      ParseResult said = root.hasSubcommand() ? root.subcommand() : root;
      return new Call(named(said.commandSpec().name()), arguments(said));
    } catch (UnmatchedArgumentException unknown) {
      throw unknown(unknown);
    } catch (ParameterException wrong) {
      throw wrong(wrong);
    }
  }

  private Optional<Command> named(String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  /** Each option costs time at each start: only commands that may be meant get theirs. */
  private CommandLine program(Set<String> words) {
    CommandSpec program = spec("kprofefe", List.of(shared, OutputOptions.PROGRAM));
    for (Command command : commands) {
      program.addSubcommand(
          command.name(), words.contains(command.name()) ? spec(command) : CommandSpec.create());
    }
    return new CommandLine(program)
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOverwrittenOptionsAllowed(true); // a flag said twice is said
  }

  private CommandSpec spec(Command command) {
    CommandSpec spec = spec(command.name(), groups(command));
    if (!command.words().isEmpty()) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel(command.words())
              .build());
    }
    return spec;
  }

  private List<OptionGroup> groups(Command command) {
    return Stream.concat(command.groups().stream(), Stream.of(shared)).toList();
  }

  private static CommandSpec spec(String name, List<OptionGroup> groups) {
    CommandSpec spec = CommandSpec.create().name(name);
    groups.stream()
        .flatMap(group -> group.options().stream())
        .forEach(option -> spec.addOption(textual(option)));
    return spec;
  }

  private static OptionSpec textual(Option<?> option) {
    OptionSpec.Builder spec =
        OptionSpec.builder(option.names().toArray(String[]::new)).userObject(option);
    return option.shape() == Option.Shape.FLAG
        ? spec.type(boolean.class).arity("0..1").fallbackValue("true").build()
        : spec.type(List.class).auxiliaryTypes(String.class).arity("1").build();
  }

  private Arguments arguments(ParseResult said) {
    var options = new HashMap<Option<?>, List<String>>();
    said.matchedOptionsSet().forEach(spec -> options.put(option(spec), spec.stringValues()));
    List<String> words =
        said.matchedPositionals().stream()
            .distinct() // picocli tells it again after each option in between
            .flatMap(one -> one.stringValues().stream())
            .toList();
    return new Arguments(options, words, environment);
  }

  private static Option<?> option(ArgSpec spec) {
    return (Option<?>) spec.userObject();
  }

  private static UsageException unknown(UnmatchedArgumentException unmatched) {
    // What follows an equals sign may be a secret.
    String first = unmatched.getUnmatched().getFirst().split("=", 2)[0];
    String what = unmatched.isUnknownOption() ? "option" : kindOfWord(unmatched);
    String nearest =
        Nearest.to(first, names(unmatched.getCommandLine()))
            .map(name -> "; did you mean " + name + "?")
            .orElse("");
    return new UsageException("unknown " + what + " " + Untrusted.shown(first) + nearest);
  }

  private static Set<String> names(CommandLine where) {
    var names = new TreeSet<>(where.getSubcommands().keySet());
    names.addAll(where.getCommandSpec().optionsMap().keySet());
    return names;
  }

  private static String kindOfWord(UnmatchedArgumentException unmatched) {
    return unmatched.getCommandLine().getSubcommands().isEmpty() ? "argument" : "command";
  }

  private static UsageException wrong(ParameterException wrong) {
    return switch (wrong) {
      case MissingParameterException missing -> withoutValue(missing);
      case ParameterException other when other.getArgSpec() != null ->
          notAllowed(option(other.getArgSpec()), other.getValue());
      default -> new UsageException(Untrusted.shown(String.valueOf(wrong.getMessage())));
    };
  }

  private static UsageException withoutValue(MissingParameterException missing) {
    Option<?> option = option(missing.getMissing().getFirst());
    return new UsageException(
        "%s without a value: allowed is %s".formatted(option.name(), option.allowed()));
  }

  private static UsageException notAllowed(Option<?> option, String value) {
    return new UsageException(
        "%s %s: allowed is %s".formatted(option.name(), Untrusted.shown(value), option.allowed()));
  }
}
