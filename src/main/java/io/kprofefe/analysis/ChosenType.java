package io.kprofefe.analysis;

import java.util.List;
import java.util.Optional;

/**
 * Which of the values of a sample is looked at: the one asked for, else the profile's default, else
 * the last. The first profile decides, and all others must have it too.
 */
final class ChosenType {

  private final Optional<String> asked;
  private Optional<SampleType> chosen = Optional.empty();

  /**
   * @param asked a sample type such as {@code inuse_space}, or with its unit {@code
   *     inuse_space/bytes}
   */
  ChosenType(Optional<String> asked) {
    this.asked = asked;
  }

  /** Its place among the values of this profile's samples. */
  int index(InputProfile input) throws AnalysisException {
    List<SampleType> types = input.sampleTypes();
    if (types.isEmpty()) {
      throw new AnalysisException("a profile has no sample type");
    }
    if (chosen.isEmpty()) {
      int index = asked.isPresent() ? asked(asked.get(), types) : byDefault(input, types);
      chosen = Optional.of(types.get(index));
      return index;
    }
    int index = types.indexOf(chosen.get());
    if (index < 0) {
      throw new AnalysisException(
          "the profiles do not fit together: one has " + chosen.get() + ", another " + types);
    }
    return index;
  }

  /** Empty until a profile was added. */
  Optional<SampleType> chosen() {
    return chosen;
  }

  private static int asked(String name, List<SampleType> types) throws AnalysisException {
    for (int i = 0; i < types.size(); i++) {
      if (name.equals(types.get(i).type()) || name.equals(types.get(i).toString())) {
        return i;
      }
    }
    throw new AnalysisException("no sample type \"" + name + "\": there is " + types);
  }

  private static int byDefault(InputProfile input, List<SampleType> types) {
    String preferred = input.text(input.header().getDefaultSampleType());
    for (int i = 0; i < types.size(); i++) {
      if (!preferred.isEmpty() && preferred.equals(types.get(i).type())) {
        return i;
      }
    }
    return types.size() - 1;
  }
}
