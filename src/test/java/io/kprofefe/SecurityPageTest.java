package io.kprofefe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SECURITY.md names a test for each attack; those are there. */
class SecurityPageTest {

  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Fuzz|IT))(?:\\.(\\w+))?`");

  @Test
  void every_attack_names_a_test_that_is_there() throws IOException {
    Map<String, String> sources = sources();

    List<String> attacks =
        Files.readString(Path.of("SECURITY.md"))
            .lines()
            .filter(line -> line.startsWith("| "))
            .skip(2)
            .toList();

    assertTrue(attacks.size() > 20, attacks.size() + " attacks");
    assertEquals(List.of(), attacks.stream().filter(row -> !TEST.matcher(row).find()).toList());
    assertEquals(
        List.of(),
        attacks.stream()
            .flatMap(row -> TEST.matcher(row).results())
            .filter(named -> !isThere(named, sources))
            .map(MatchResult::group)
            .toList());
  }

  @Test
  void no_test_asks_for_the_cluster_of_whoever_runs_it() throws IOException {
    assertEquals(
        List.of(),
        sources().values().stream()
            .filter(source -> source.contains("getenv(\"KUBECONFIG\")"))
            .toList());
  }

  private static boolean isThere(MatchResult named, Map<String, String> sources) {
    return Optional.ofNullable(sources.get(named.group(1)))
        .filter(source ->
            named.group(2) == null || source.contains("void %s(".formatted(named.group(2))))
        .isPresent();
  }

  /** By class name. */
  private static Map<String, String> sources() throws IOException {
    try (var files = Files.walk(TESTS)) {
      return files
          .filter(file -> TEST.matcher("`%s`".formatted(name(file))).matches())
          .collect(Collectors.toMap(SecurityPageTest::name, SecurityPageTest::read));
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replace(".java", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
