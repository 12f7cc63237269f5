package io.kprofefe;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.analysis.SeriesMetric;
import io.kprofefe.cli.Command;
import io.kprofefe.cli.Console;
import io.kprofefe.cli.Program;
import io.kprofefe.cli.option.Option;
import io.kprofefe.cli.option.Variable;
import io.kprofefe.metrics.RunMetric;
import io.kprofefe.print.Screen;
import io.kprofefe.profile.Outcome;
import io.kprofefe.run.ExitCode;
import io.kprofefe.target.Annotation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user can see is declared in the code; the README's tables say the same. Where one does
 * not, the failure shows the right table, to be pasted between its markers.
 */
class ReadmeTablesTest {

  record Table(String marker, List<String> headings, Stream<List<String>> rows) {

    String markdown() {
      return Stream.concat(Stream.of(headings, headings.stream().map(_ -> "---").toList()), rows)
          .map(row -> row.stream().map(Table::cell).collect(joining(" | ", "| ", " |")))
          .collect(joining("\n"));
    }

    private static String cell(String text) {
      return text.replace("|", "\\|");
    }

    @Override
    public String toString() {
      return marker;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void the_readme_says_what_the_code_does(Table table) throws IOException {
    assertEquals(table.markdown(), between(table.marker(), readme()));
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static String between(String marker, String text) {
    String begin = "<!-- " + marker + " -->\n";
    String end = "\n<!-- /" + marker + " -->";
    assertTrue(text.contains(begin) && text.contains(end), "the README has no " + begin);
    return text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end)).strip();
  }

  static Stream<Table> tables() {
    return Stream.of(
        commands(), options(), variables(), annotations(), outcomes(), exitCodes(), metrics());
  }

  private static Table commands() {
    return new Table(
        "commands",
        List.of("command", "what it does"),
        program().stream()
            .map(command ->
                List.of(
                    code((command.name() + " " + command.words()).strip()), command.summary())));
  }

  private static Table options() {
    Map<Option<?>, Set<String>> understoodBy = new LinkedHashMap<>();
    for (Command command : program()) {
      command.groups().stream()
          .flatMap(group -> group.options().stream())
          .forEach(option ->
              understoodBy.computeIfAbsent(option, _ -> new LinkedHashSet<>()).add(command.name()));
    }
    return new Table(
        "options",
        List.of("option", "meaning", "default", "of"),
        understoodBy.entrySet().stream()
            .map(entry ->
                List.of(
                    spelling(entry.getKey()),
                    entry.getKey().meaning(),
                    code(entry.getKey().byDefault()),
                    String.join(", ", entry.getValue()))));
  }

  private static String spelling(Option<?> option) {
    return option.names().stream()
        .map(name -> code((name + " " + option.label()).strip()))
        .collect(joining(", "));
  }

  private static Table variables() {
    return new Table(
        "variables",
        List.of("variable", "meaning"),
        Arrays.stream(Variable.values())
            .map(one -> List.of(code(one + "=" + one.label()), one.meaning())));
  }

  private static Table annotations() {
    return new Table(
        "annotations",
        List.of("annotation", "meaning", "default"),
        Arrays.stream(Annotation.values())
            .map(annotation ->
                List.of(
                    code(annotation.key())
                        + (annotation.isOfEndpoint() ? ", " + code(annotation.key("<name>")) : ""),
                    annotation.meaning(),
                    annotation.byDefault())));
  }

  private static Table outcomes() {
    return new Table(
        "outcomes",
        List.of("outcome", "meaning", "look at", "a failure"),
        Arrays.stream(Outcome.values())
            .map(outcome ->
                List.of(
                    code(outcome.word()),
                    outcome.meaning(),
                    lookAt(outcome.blame()),
                    outcome.isFailure() ? "yes" : "no")));
  }

  private static String lookAt(Outcome.Blame blame) {
    return blame == Outcome.Blame.NOBODY ? "–" : "the " + blame.name().toLowerCase(Locale.ROOT);
  }

  private static Table exitCodes() {
    return new Table(
        "exit codes",
        List.of("code", "meaning"),
        Arrays.stream(ExitCode.values())
            .map(exit -> List.of(Integer.toString(exit.code()), exit.meaning())));
  }

  private static Table metrics() {
    return new Table(
        "metrics",
        List.of("metric", "labels", "meaning"),
        Stream.concat(
            Arrays.stream(RunMetric.values())
                .map(metric -> row(metric.metricName(), metric.labels(), metric.help())),
            Arrays.stream(SeriesMetric.values())
                .map(metric -> row(metric.metricName(), metric.labels(), metric.help()))));
  }

  private static List<String> row(String metric, List<String> labels, String help) {
    String named =
        labels.isEmpty() ? "–" : labels.stream().map(ReadmeTablesTest::code).collect(joining(", "));
    return List.of(code(metric), named, help);
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static List<Command> program() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
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
