package io.kprofefe.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kprofefe.cli.Console;
import io.kprofefe.cli.Program;
import io.kprofefe.print.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the runbooks name is there; that each alert has a page, AlertsTest. */
class RunbooksTest {

  private static final Path FOLDER = Path.of("docs/runbooks");
  private static final Pattern SETTING = Pattern.compile("KPROFEFE_[A-Z_]+");
  private static final Pattern SHIPPED = Pattern.compile("`((?:manifests|rbac)/[\\w./-]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");

  @Test
  void every_setting_is_an_option_of_collect() throws IOException {
    var named =
        found(SETTING).map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));

    assertFalse(named.isEmpty());
    named.removeAll(settings());
    assertEquals(List.of(), List.copyOf(named));
  }

  @Test
  void every_file_and_link_leads_somewhere() throws IOException {
    List<Path> named =
        Stream.concat(
                found(SHIPPED).map(name -> Path.of(name.group(1))),
                found(LINK).map(name -> FOLDER.resolve(name.group(1))))
            .toList();

    assertFalse(named.isEmpty());
    assertEquals(List.of(), named.stream().filter(path -> !Files.exists(path)).toList());
  }

  private static Stream<MatchResult> found(Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(RunbooksTest::read).toList().stream()
          .flatMap(page -> pattern.matcher(page).results());
    }
  }

  private static List<String> settings() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var console =
        new Console(
            InputStream.nullInputStream(), nowhere, false, new Screen(nowhere, false), Map.of());
    return new Program(console)
        .commands().stream()
            .filter(command -> command.name().equals("collect"))
            .flatMap(command -> command.groups().stream())
            .flatMap(group -> group.options().stream())
            .flatMap(option -> option.variables().stream())
            .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
