package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.DirectoryStore;
import io.kprofefe.store.NewProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scripts of {@code kprofefe completion} in the shells themselves, as one that sits before a
 * terminal has them: bash with nothing but the script. What is not installed is told as skipped.
 */
class CompletionShellsTest {

  private static final Path PROFILE = Path.of("src/test/resources/profile/profefe-cpu.pb.gz");
  private static final Pattern LINE = Pattern.compile("<<(.*?)>>");

  /** A key after which the shell tells its line as it is. */
  private static final String TELL = "\u0018";

  /** To its beginning, and all of it away. */
  private static final String EMPTY_LINE = "\u0001\u000b";

  private static final String HOW_TO_TELL_IN_BASH =
      """
      PS1='> '
      bind 'set bell-style none' 'set enable-bracketed-paste off'
      bind -x '"\\C-x": printf "\\n<<%s>>\\n" "$READLINE_LINE"'
      """;

  private static final String HOW_TO_TELL_IN_ZSH =
      """
      PS1='> '
      autoload -U compinit; compinit -u -D
      unsetopt beep
      bindkey -e
      tell() { print -r -- "<<$BUFFER>>"; }
      zle -N tell
      bindkey '^X' tell
      """;

  private static final String FISH_TELLS_CANDIDATES =
      """
      source (kprofefe completion fish | psub)
      while read -l line
          set -l candidates (complete -C "$line" | string replace -r '\\t.*' '')
          test (count $candidates) -eq 1; and set line (string replace -r '[^ ]*$' '' -- "$line")$candidates
          echo "<<$line>>"
      end
      """;

  enum Shell {
    BASH(
        HOW_TO_TELL_IN_BASH + "source <(kprofefe completion bash)\n",
        "bash --noprofile --rcfile rc -i"),
    ZSH(HOW_TO_TELL_IN_ZSH + "source <(kprofefe completion zsh)\n", "zsh -d -i"),
    FISH(FISH_TELLS_CANDIDATES, "fish --no-config rc");

    private final String settings;
    private final String command;

    Shell(String settings, String command) {
      this.settings = settings;
      this.command = command;
    }

    boolean isInstalled() {
      String name = command.substring(0, command.indexOf(' '));
      return Stream.of(System.getenv("PATH").split(":"))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
  }

  /** What is typed before the tabulator, and what the line is then. */
  private record Line(String typed, String completed) {}

  private static final List<Line> LINES =
      List.of(
          new Line("kprofefe get ser", "kprofefe get services"),
          new Line("kprofefe top --no", "kprofefe top --no"),
          new Line("kprofefe top --type gor", "kprofefe top --type goroutine"),
          new Line("kprofefe top --type=gor", "kprofefe top --type=goroutine"),
          new Line("kprofefe top -ojs", "kprofefe top -ojson"),
          new Line("kprofefe collect --profiles cpu,he", "kprofefe collect --profiles cpu,heap"),
          new Line("kprofefe collect --profiles=cpu,he", "kprofefe collect --profiles=cpu,heap"),
          new Line("kprofefe top --dir prof", "kprofefe top --dir profiles/"),
          new Line("kprofefe top --dir=prof", "kprofefe top --dir=profiles/"),
          new Line("kprofefe flame --out pa", "kprofefe flame --out page.html"),
          new Line("kprofefe top pa", "kprofefe top page.html"),
          new Line("kprofefe top --type pa", "kprofefe top --type pa"),
          new Line("kprofefe version pa", "kprofefe version pa"),
          new Line(
              "kprofefe top --dir profiles --service sh",
              "kprofefe top --dir profiles --service shop:web"),
          new Line(
              "kprofefe top --dir profiles --service shop:w",
              "kprofefe top --dir profiles --service shop:web"),
          new Line(
              "kprofefe top --dir profiles --service=shop:w",
              "kprofefe top --dir profiles --service=shop:web"),
          new Line("kprofefe targets --context eks", "kprofefe targets --context eks:eu@prod"),
          new Line("kprofefe targets --context eks:eu@p", "kprofefe targets --context eks:eu@prod"),
          new Line("bin/kprofefe comple", "bin/kprofefe completion"));

  @TempDir private Path folder;

  @BeforeEach
  void a_folder_with_a_store_a_kubeconfig_and_the_program() throws Exception {
    Files.createFile(folder.resolve("page.html"));
    Files.writeString(
        folder.resolve("kubeconfig"), "contexts: [{name: \"eks:eu@prod\", context: {}}]");
    new DirectoryStore(Files.createDirectory(folder.resolve("profiles")))
        .write(
            new NewProfile(
                "shop:web",
                StoredType.CPU,
                Labels.NONE,
                Instant.now(),
                Files.readAllBytes(PROFILE)));
    Path program = Files.createDirectory(folder.resolve("bin")).resolve("kprofefe");
    Files.writeString(
        program,
        """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
          -cp '%s' %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin/java"),
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @EnumSource
  void a_tabulator_completes_the_line(Shell shell) throws Exception {
    assumeTrue(shell.isInstalled(), shell + " is not installed");

    assertEquals(
        String.join("\n", LINES.stream().map(Line::completed).toList()),
        String.join("\n", completedBy(shell)));
  }

  @Test
  void in_a_folder_of_its_own_the_script_for_zsh_is_the_function() throws Exception {
    assumeTrue(Shell.ZSH.isInstalled(), "zsh is not installed");
    Path functions = Files.createDirectory(folder.resolve("functions"));
    Files.writeString(functions.resolve("_kprofefe"), Called.with("completion", "zsh").out());
    Files.writeString(
        folder.resolve(".zshrc"), "fpath=($PWD/functions $fpath)\n" + HOW_TO_TELL_IN_ZSH);

    String told = typedInto("zsh -d -i", "kprofefe get ser\t" + TELL + EMPTY_LINE + "exit\n");

    assertTrue(told.contains("<<kprofefe get services >>"), told);
  }

  private List<String> completedBy(Shell shell) throws Exception {
    Files.writeString(folder.resolve(shell == Shell.ZSH ? ".zshrc" : "rc"), shell.settings);
    var keys = new StringBuilder();
    for (Line line : LINES) {
      keys.append(line.typed());
      keys.append(shell == Shell.FISH ? "\n" : "\t" + TELL + EMPTY_LINE);
    }
    String told =
        shell == Shell.FISH
            ? run(List.of("fish", "--no-config", "rc"), keys.toString())
            : typedInto(shell.command, keys + "exit\n");
    return LINE.matcher(told).results().map(CompletionShellsTest::line).toList();
  }

  /** Some put a blank behind what is whole. */
  private static String line(MatchResult found) {
    return found.group(1).stripTrailing();
  }

  /** On a terminal of its own, which {@code script} makes. */
  private String typedInto(String command, String keys) throws Exception {
    return run(List.of("script", "-qec", command, "/dev/null"), keys);
  }

  private String run(List<String> command, String input) throws Exception {
    Path out = folder.resolve("out");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Files.writeString(folder.resolve("keys"), input).toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    process.environment().keySet().removeIf(name -> name.startsWith("KPROFEFE_"));
    process.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    process.environment().put("KUBECONFIG", folder.resolve("kubeconfig").toString());
    process.environment().put("HOME", folder.toString());
    process.environment().put("ZDOTDIR", folder.toString());
    process.environment().put("TERM", "xterm");
    process.environment().put("KPROFEFE_COMPLETION_TIMEOUT", "1m"); // the machine may be slow
    Process started = process.start();
    try {
      assertTrue(started.waitFor(3, TimeUnit.MINUTES), "the shell does not end");
    } finally {
      started.destroyForcibly();
    }
    return Files.readString(out);
  }
}
