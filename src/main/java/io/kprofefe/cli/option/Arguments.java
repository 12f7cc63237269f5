package io.kprofefe.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said to a command: on its command line, else in the environment. */
public final class Arguments {

  private final Map<Option<?>, List<String>> options;
  private final List<String> words;
  private final Map<String, String> environment;

  /**
   * @param options on the command line, with all their values
   * @param words the arguments that are not options
   */
  public Arguments(
      Map<Option<?>, List<String>> options, List<String> words, Map<String, String> environment) {
    this.options = Map.copyOf(options);
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
  }

  /**
   * The option's value.
   *
   * @throws UsageException when the value given is not allowed
   */
  public <T> T get(Option<T> option) throws UsageException {
    return option.reading().of(given(option));
  }

  /** Whether it stands on the command line itself: what does, wins over the environment. */
  public boolean onCommandLine(Option<?> option) {
    return options.containsKey(option);
  }

  public List<String> words() {
    return words;
  }

  /** All of it, for what others have named. */
  Map<String, String> environment() {
    return environment;
  }

  Optional<Given> variable(Variable variable) {
    return variable.in(environment).map(text -> new Given(variable.name(), text, false));
  }

  private List<Given> given(Option<?> option) {
    boolean secret = option.shape() == Option.Shape.SECRET;
    List<String> said = options.getOrDefault(option, List.of());
    if (said.isEmpty()) {
      return fromEnvironment(option, secret).stream().toList();
    }
    var given = new ArrayList<Given>();
    said.forEach(text -> given.add(new Given(option.name(), text, secret)));
    return given;
  }

  /** An empty variable is one that is not set: manifests have no other way to say so. */
  private Optional<Given> fromEnvironment(Option<?> option, boolean secret) {
    return option.variables().stream()
        .filter(variable -> !environment.getOrDefault(variable, "").isEmpty())
        .map(variable -> new Given(variable, environment.getOrDefault(variable, ""), secret))
        .findFirst();
  }
}
