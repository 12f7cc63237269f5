package io.kprofefe.cli;

import io.kprofefe.cli.option.Option;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code --help} prints: every option in its group, with its default, and examples. */
final class HelpText {

  private static final int WIDTH = 100;
  private static final int INDENT = 34;

  /** The program, at the beginning of an example or of a part of its pipe. */
  private static final Pattern PROGRAM = Pattern.compile("(?<=^|[|;&] )kprofefe ");

  private HelpText() {}

  /**
   * Of the whole program.
   *
   * @param program what it was called as
   */
  static String of(String program, List<Command> commands, OptionGroup shared) {
    var lines = new ArrayList<String>();
    lines.add("kprofefe collects the profiles of annotated Kubernetes pods, in one short run.");
    lines.add("");
    lines.add("Usage: " + program + " COMMAND [OPTIONS]");
    lines.add("");
    lines.add("Commands:");
    commands.forEach(
        command -> lines.addAll(entry(command.name() + " " + command.words(), command.summary())));
    addGroup(lines, shared);
    lines.add("");
    lines.add("Variables:");
    for (Variable variable : Variable.values()) {
      lines.addAll(entry(variable + " " + variable.label(), variable.meaning()));
    }
    lines.add("");
    lines.add("Every option can come from the environment: --max-bodies as KPROFEFE_MAX_BODIES.");
    lines.add(program + " help COMMAND tells more.");
    return String.join(System.lineSeparator(), lines);
  }

  /**
   * Of one command.
   *
   * @param program what it was called as
   */
  static String of(String program, Command command, OptionGroup shared) {
    var lines = new ArrayList<String>();
    String words = command.words().isEmpty() ? "" : " " + command.words();
    lines.add(command.summary());
    lines.add("");
    lines.add("Usage: " + program + " " + command.name() + words + " [OPTIONS]");
    command.groups().forEach(group -> addGroup(lines, group));
    addGroup(lines, shared);
    lines.add("");
    lines.add("Examples:");
    command.examples().forEach(example -> lines.add("  " + calledAs(program, example)));
    return String.join(System.lineSeparator(), lines);
  }

  private static String calledAs(String program, String example) {
    return PROGRAM.matcher(example).replaceAll(Matcher.quoteReplacement(program + " "));
  }

  private static void addGroup(List<String> lines, OptionGroup group) {
    lines.add("");
    lines.add(group.heading() + ":");
    group.options().forEach(option -> lines.addAll(entry(names(option), meaning(option))));
  }

  private static String names(Option<?> option) {
    String names = option.names().stream().collect(Collectors.joining(", "));
    String indent = option.names().getFirst().startsWith("--") ? "    " : "";
    return indent + names + (option.label().isEmpty() ? "" : " " + option.label());
  }

  private static String meaning(Option<?> option) {
    return option.byDefault().isEmpty()
        ? option.meaning()
        : option.meaning() + " (default " + option.byDefault() + ")";
  }

  private static List<String> entry(String left, String right) {
    var lines = new ArrayList<String>();
    String start = "  " + left.strip().indent(leading(left)).stripTrailing();
    if (start.length() > INDENT - 2) {
      lines.add(start);
      start = "";
    }
    for (String line : wrapped(right, WIDTH - INDENT)) {
      lines.add(start + " ".repeat(INDENT - start.length()) + line);
      start = "";
    }
    return lines;
  }

  private static int leading(String text) {
    return text.length() - text.stripLeading().length();
  }

  private static List<String> wrapped(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
