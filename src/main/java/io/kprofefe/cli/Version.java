package io.kprofefe.cli;

import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.run.ExitCode;
import java.util.List;
import java.util.Optional;

/** {@code kprofefe version}. */
final class Version implements Command {

  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "Says which version this is";
  }

  @Override
  public List<OptionGroup> groups() {
    return List.of();
  }

  @Override
  public List<String> examples() {
    return List.of("kprofefe version");
  }

  @Override
  public int run(Arguments arguments, Console console) {
    console.out().printf("kprofefe %s (Java %s)%n", current(), Runtime.version());
    return ExitCode.OK.code();
  }

  /** From the jar; classes that were never packed have none. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
