package io.kprofefe.cli.option;

import java.util.List;

/**
 * Options that belong together, as the help shows them.
 *
 * @param heading such as {@code Which pods}
 */
public record OptionGroup(String heading, List<Option<?>> options) {

  public OptionGroup {
    options = List.copyOf(options);
  }
}
