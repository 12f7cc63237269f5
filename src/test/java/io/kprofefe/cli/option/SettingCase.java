package io.kprofefe.cli.option;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An option, what is said to it, and what the settings show of it. */
record SettingCase(
    Option<?> option,
    String said,
    String shown,
    Settings settings,
    Map<Option<?>, List<String>> besides) {

  /** Options into settings. */
  interface Settings {
    Object read(Arguments arguments) throws UsageException;
  }

  SettingCase(Option<?> option, String said, String shown, Settings settings) {
    this(option, said, shown, settings, Map.of());
  }

  SettingCase besides(Option<?> other, String value) {
    var all = new HashMap<>(besides);
    all.put(other, List.of(value));
    return new SettingCase(option, said, shown, settings, all);
  }

  Arguments arguments() {
    var options = new HashMap<>(besides);
    options.put(option, List.of(said));
    return new Arguments(options, List.of(), Map.of());
  }

  Arguments fromEnvironment() {
    var variables = Map.of(option.variables().getFirst(), said);
    return new Arguments(besides, List.of(), variables);
  }

  @Override
  public String toString() {
    return option.name() + "=" + said;
  }
}
