package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.Option;
import io.kprofefe.cli.option.Suggestion;
import io.kprofefe.cli.option.Suggestion.Found;
import io.kprofefe.cli.option.Variable;
import io.kprofefe.print.Logs;
import io.kprofefe.run.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code kprofefe __complete WORD…}, which shells and kubectl ask what the last of these words can
 * become: a candidate a line, behind a tab what it means, and at last what the shell is to make of
 * them. The protocol is cobra's ({@code ShellCompRequestCmd} and {@code ShellCompDirective} in
 * github.com/spf13/cobra), as kubectl speaks it to its plugins. The command is not in the help, and
 * what goes wrong is not said: somebody is in the middle of a line.
 */
final class Complete {

  /** The command, as cobra has it. */
  static final String WORD = "__complete";

  private final List<Command> commands;
  private final Console console;

  Complete(List<Command> commands, Console console) {
    this.commands = List.copyOf(commands);
    this.console = console;
  }

  /** What the shell is to do besides; cobra's bits. */
  private enum Directive {
    /** Where there is no candidate, the shell's own for files. */
    FILES(0),
    NO_FILES(4),
    FOLDERS(16),
    NO_FILES_AND_KEEP_ORDER(4 | 32);

    private final int bits;

    Directive(int bits) {
      this.bits = bits;
    }
  }

  private record Answer(List<CompletionCandidate> candidates, Directive directive) {

    Answer startingWith(String text) {
      return new Answer(
          candidates.stream().filter(one -> one.word().startsWith(text)).toList(), directive);
    }

    Answer after(String before) {
      return new Answer(candidates.stream().map(one -> one.after(before)).toList(), directive);
    }

    Answer without(Set<String> words) {
      return new Answer(
          candidates.stream().filter(one -> !words.contains(one.word())).toList(), directive);
    }
  }

  /**
   * Answers.
   *
   * @param words of the line, the last of them not whole yet
   * @return the exit code, which is always 0
   */
  int run(List<String> words) {
    Logs.nowhere();
    List<String> finished = words.subList(0, Math.max(0, words.size() - 1));
    Answer answer =
        answer(CompletionLine.of(commands, finished), words.isEmpty() ? "" : words.getLast());
    answer.candidates().forEach(one -> console.out().println(one.line()));
    console.out().println(":" + answer.directive().bits);
    return ExitCode.OK.code();
  }

  private Answer answer(CompletionLine line, String text) {
    return switch (line.last(text)) {
      case CompletionLine.Last.Name name ->
          new Answer(names(line), Directive.NO_FILES).startingWith(name.text());
      case CompletionLine.Last.TheCommand command ->
          new Answer(commandNames(), Directive.NO_FILES).startingWith(command.text());
      case CompletionLine.Last.Value value -> value(line, value);
      case CompletionLine.Last.Argument argument -> argument(line, argument);
    };
  }

  /** The long names: what is offered is to be understood. */
  private static List<CompletionCandidate> names(CompletionLine line) {
    return line.options().stream()
        .flatMap(
            option -> current(option).map(name -> new CompletionCandidate(name, option.meaning())))
        .toList();
  }

  /** Without the old names. */
  private static Stream<String> current(Option<?> option) {
    return option.names().stream()
        .filter(name -> !name.startsWith("--") || name.equals(option.name()));
  }

  private List<CompletionCandidate> commandNames() {
    return commands.stream()
        .map(command -> new CompletionCandidate(command.name(), command.summary()))
        .toList();
  }

  private Answer value(CompletionLine line, CompletionLine.Last.Value value) {
    Suggestion suggestion = value.option().suggestion();
    return (value.option().shape() == Option.Shape.LIST
            ? oneMore(suggestion, line, value.text())
            : suggested(suggestion, line, value.text()))
        .after(value.before());
  }

  private Answer argument(CompletionLine line, CompletionLine.Last.Argument argument) {
    var candidates = new ArrayList<CompletionCandidate>();
    var directive = Directive.NO_FILES;
    for (Suggestion next : CompletionPlaces.next(argument.command().words(), line.words())) {
      Answer one =
          next == Found.POD
              ? oneMore(next, line, argument.text())
              : suggested(next, line, argument.text());
      candidates.addAll(one.candidates());
      directive = one.directive() == Directive.NO_FILES ? directive : one.directive();
    }
    return new Answer(List.copyOf(candidates), directive);
  }

  /** Of several by commas the last. */
  private Answer oneMore(Suggestion suggestion, CompletionLine line, String text) {
    String before = text.substring(0, text.lastIndexOf(',') + 1);
    return suggested(suggestion, line, text.substring(before.length()))
        .without(Set.copyOf(List.of(before.split(",", -1))))
        .after(before);
  }

  private Answer suggested(Suggestion suggestion, CompletionLine line, String text) {
    return switch (suggestion) {
      case Suggestion.Words(List<String> words) ->
          new Answer(words.stream().map(CompletionCandidate::of).toList(), Directive.NO_FILES)
              .startingWith(text);
      case Found.FILE -> new Answer(List.of(), Directive.FILES);
      case Found.DIRECTORY -> new Answer(List.of(), Directive.FOLDERS);
      case Found.COMMAND -> new Answer(commandNames(), Directive.NO_FILES).startingWith(text);
      case Found.PROFILE ->
          new Answer(look(line, text).find(Found.PROFILE), Directive.NO_FILES_AND_KEEP_ORDER)
              .startingWith(text);
      case Found things ->
          new Answer(look(line, text).find(things), Directive.NO_FILES).startingWith(text);
    };
  }

  private CompletionLookup look(CompletionLine line, String text) {
    Arguments arguments = line.arguments(console.environment());
    Duration longest =
        Variable.KPROFEFE_COMPLETION_TIMEOUT
            .durationIn(console.environment())
            .orElse(CompletionLookup.USUALLY_LONGEST);
    return new CompletionLookup(arguments, text, longest);
  }
}
