package io.kprofefe.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.kprofefe.cli.Command;
import io.kprofefe.cli.Console;
import io.kprofefe.cli.Program;
import io.kprofefe.cli.option.Suggestion.Found;
import io.kprofefe.print.Screen;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a shell offers for an option's value is what the option itself says is allowed. */
class SuggestionTest {

  private static final Pattern NAMED =
      Pattern.compile("the name of a (service|context|cluster|namespace|pod)(?![a-z]).*");

  /** Names that nobody can list. */
  private static final Set<String> FREE = Set.of("--as", "--as-group");

  static List<Option<?>> options() {
    return commands().stream()
        .flatMap(command -> command.groups().stream())
        .flatMap(group -> group.options().stream())
        .<Option<?>>map(option -> option)
        .distinct()
        .toList();
  }

  static List<Option<?>> paths() {
    return options().stream().filter(option -> option.label().matches("FILE|DIR")).toList();
  }

  static List<Option<?>> names() {
    return options().stream()
        .filter(option -> NAMED.matcher(option.allowed()).matches())
        .filter(option -> !FREE.contains(option.name()))
        .toList();
  }

  static List<Option<?>> alternatives() {
    return options().stream()
        .filter(option -> option.allowed().matches("[a-z]+(, [a-z]+)* or [a-z]+"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void for_a_file_files_are_offered_and_for_a_directory_directories(Option<?> option) {
    assertEquals(option.label().equals("DIR") ? Found.DIRECTORY : Found.FILE, option.suggestion());
  }

  @ParameterizedTest
  @MethodSource("names")
  void what_can_be_listed_is_offered_by_its_names(Option<?> option) {
    assertNotEquals(Found.NOTHING, option.suggestion());
  }

  @ParameterizedTest
  @MethodSource("alternatives")
  void of_a_few_words_each_is_offered(Option<?> option) {
    assertEquals(
        new Suggestion.Words(List.of(option.allowed().split(", | or "))), option.suggestion());
  }

  private static List<Command> commands() {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var screen = new Screen(nowhere, false);
    return new Program(new Console(InputStream.nullInputStream(), nowhere, false, screen, Map.of()))
        .commands();
  }
}
