package io.kprofefe.analysis;

import io.kprofefe.profile.Untrusted;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of the values of a sample is looked at: the one asked for, else the profile's default, else
 * the last. The first profile decides, and all others must have it too.
 */
final class ChosenType {

  private static final String INUSE = "inuse_";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private final Optional<String> asked;
  private Optional<SampleType> chosen = Optional.empty();

  /**
   * @param asked as pprof's {@code -sample_index}: a sample type such as {@code inuse_space}, or
   *     its number from 0 up; or with its unit, {@code inuse_space/bytes}
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
      return asked.isPresent() ? asked(asked.get(), types) : byDefault(input, types);
    }
    int index = types.indexOf(chosen.get());
    if (index < 0) {
      throw new AnalysisException(
          "it has "
              + types.stream().map(SampleType::toString).collect(Collectors.joining(", "))
              + ", and those before it were read for "
              + chosen.get()
              + ": another sample type can be asked for");
    }
    return index;
  }

  /** From now on it is this profile's. */
  void decidedBy(InputProfile input, int index) {
    chosen = Optional.of(input.sampleTypes().get(index));
  }

  /** Empty until a profile was added. */
  Optional<SampleType> chosen() {
    return chosen;
  }

  private static int asked(String name, List<SampleType> types) throws AnalysisException {
    if (NUMBER.matcher(name).matches() && Integer.parseInt(name) < types.size()) {
      return Integer.parseInt(name);
    }
    String ofOldHeaps = name.startsWith(INUSE) ? name.substring(INUSE.length()) : name;
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i).type();
      if (type.equals(name) || type.equals(ofOldHeaps) || name.equals(types.get(i).toString())) {
        return i;
      }
    }
    throw new AnalysisException(
        "no sample type \"" + Untrusted.shown(name) + "\": there is " + types);
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
