package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.Option;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command line that is being written, as far as it can be understood: unlike one that is called,
 * it is never wrong.
 */
final class CompletionLine {

  private static final String NO_MORE_OPTIONS = "--";

  private final List<Command> commands;
  private final Map<Option<?>, List<String>> given = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private Optional<Command> command = Optional.empty();
  private Optional<Option<?>> waiting = Optional.empty();
  private boolean onlyWords;

  private CompletionLine(List<Command> commands) {
    this.commands = commands;
  }

  /** What the last word is going to be. */
  sealed interface Last {

    /** An option's name. */
    record Name(String text) implements Last {}

    /**
     * An option's value.
     *
     * @param before what stands before it in the same word, such as {@code --type=}
     */
    record Value(Option<?> option, String before, String text) implements Last {}

    /** The command. */
    record TheCommand(String text) implements Last {}

    /** An argument of the command. */
    record Argument(Command command, String text) implements Last {}
  }

  /**
   * A line of these words; what the last one is going to be is told by {@link #last}.
   *
   * @param finished all words but the last
   */
  static CompletionLine of(List<Command> commands, List<String> finished) {
    var line = new CompletionLine(commands);
    finished.forEach(line::take);
    return line;
  }

  /** What was said until now. */
  Arguments arguments(Map<String, String> environment) {
    return new Arguments(given, words, environment);
  }

  /** What stands on the line that is neither an option nor the command. */
  List<String> words() {
    return List.copyOf(words);
  }

  Last last(String text) {
    if (waiting.isPresent()) {
      return new Last.Value(waiting.get(), "", text);
    }
    if (!onlyWords && text.startsWith("-")) {
      Optional<Last.Value> value = value(text);
      return value.isPresent() ? value.get() : new Last.Name(text);
    }
    return command.isPresent() ? new Last.Argument(command.get(), text) : new Last.TheCommand(text);
  }

  /** The options that can be said here; what can be said once and was, no longer. */
  List<Option<?>> options() {
    return known()
        .filter(option -> option.shape() == Option.Shape.LIST || !given.containsKey(option))
        .toList();
  }

  private Stream<Option<?>> known() {
    List<OptionGroup> own =
        command.isPresent() ? command.get().groups() : List.of(OutputOptions.PROGRAM);
    return Stream.concat(own.stream(), Stream.of(OutputOptions.SHARED))
        .flatMap(group -> group.options().stream());
  }

  private void take(String word) {
    if (waiting.isPresent()) {
      give(waiting.get(), word);
      waiting = Optional.empty();
    } else if (!onlyWords && word.equals(NO_MORE_OPTIONS)) {
      onlyWords = true;
    } else if (isOption(word)) {
      takeOption(word);
    } else if (command.isPresent()) {
      words.add(word);
    } else {
      command = commands.stream().filter(one -> one.name().equals(word)).findFirst();
    }
  }

  /** A dash alone is a name of standard input. */
  private boolean isOption(String word) {
    return !onlyWords && word.startsWith("-") && word.length() > 1;
  }

  private void takeOption(String word) {
    Optional<Last.Value> value = value(word);
    if (value.isPresent()) {
      give(value.get().option(), value.get().text());
      return;
    }
    for (Option<?> option : word.startsWith("--") ? named(word).stream().toList() : flags(word)) {
      if (option.shape() == Option.Shape.FLAG) {
        give(option, "true");
      } else {
        waiting = Optional.of(option);
      }
    }
  }

  private void give(Option<?> option, String text) {
    given.computeIfAbsent(option, _ -> new ArrayList<>()).add(text);
  }

  private Optional<Option<?>> named(String name) {
    return known().filter(option -> option.names().contains(name)).findFirst();
  }

  /** The value in the same word as its option, as in {@code --type=cpu} and {@code -nshop}. */
  private Optional<Last.Value> value(String word) {
    if (word.startsWith("--")) {
      int equals = word.indexOf('=');
      return equals < 0 ? Optional.empty() : value(word.substring(0, equals), word, equals + 1);
    }
    for (int at = 1; at < word.length() - 1; at++) {
      String name = "-" + word.charAt(at);
      Optional<Option<?>> option = named(name);
      if (option.isEmpty() || option.get().shape() != Option.Shape.FLAG) {
        return value(name, word, word.charAt(at + 1) == '=' ? at + 2 : at + 1);
      }
    }
    return Optional.empty();
  }

  private Optional<Last.Value> value(String name, String word, int from) {
    return named(name)
        .map(option -> new Last.Value(option, word.substring(0, from), word.substring(from)));
  }

  /** Of {@code -vA} both. */
  private List<Option<?>> flags(String word) {
    return word.chars()
        .skip(1)
        .mapToObj(letter -> named("-" + Character.toString(letter)))
        .<Option<?>>flatMap(Optional::stream)
        .toList();
  }
}
