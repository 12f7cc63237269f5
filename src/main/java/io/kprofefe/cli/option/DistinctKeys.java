package io.kprofefe.cli.option;

import io.kprofefe.profile.Label;
import java.util.HashSet;
import java.util.List;

/** Options of {@code key=value} pairs whose keys may stand once: which of two would hold? */
final class DistinctKeys {

  private DistinctKeys() {}

  /** The option's pairs, in the order given. */
  static List<Label> of(Option<List<Label>> option, Arguments arguments) throws UsageException {
    List<Label> pairs = arguments.get(option);
    var keys = new HashSet<String>();
    for (Label pair : pairs) {
      if (!keys.add(pair.key())) {
        throw new UsageException(
            "%s: %s is given twice: give it once".formatted(option.name(), pair.key()));
      }
    }
    return pairs;
  }
}
