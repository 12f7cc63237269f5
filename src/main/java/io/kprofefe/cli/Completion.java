package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code kprofefe completion SHELL}: a script that lets a shell ask {@link Complete}. */
final class Completion implements Command {

  /** Shells that there is a script for. */
  private enum Shell {
    BASH,
    ZSH,
    FISH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "Prints a script that lets a shell complete the program's lines";
  }

  @Override
  public String words() {
    return Arrays.stream(Shell.values()).map(Shell::word).collect(Collectors.joining("|"));
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of();
  }

  @Override
  public List<String> examples() {
    return List.of("kprofefe completion bash > kprofefe.bash");
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    Shell shell = shell(arguments.words());
    String name = "kprofefe." + shell.word();
    try (InputStream script = Objects.requireNonNull(Completion.class.getResourceAsStream(name))) {
      script.transferTo(console.out());
    }
    return ExitCode.OK.code();
  }

  private static Shell shell(List<String> words) throws UsageException {
    String said = String.join(" ", words);
    return Arrays.stream(Shell.values())
        .filter(shell -> shell.word().equals(said))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "%s: there is completion %s"
                    .formatted(
                        said.isEmpty()
                            ? "no shell named"
                            : "unknown shell " + Untrusted.shown(said),
                        Arrays.stream(Shell.values())
                            .map(Shell::word)
                            .collect(Collectors.joining(", ")))));
  }
}
