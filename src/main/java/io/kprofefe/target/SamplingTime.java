package io.kprofefe.target;

import java.time.Duration;
import java.util.regex.Pattern;

/** How long a pod wants a profile to sample. */
final class SamplingTime {

  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,2}");

  private SamplingTime() {}

  /**
   * @param key of the annotation that says it
   * @param longest that there is room for
   */
  static Duration of(String key, String said, Duration longest) throws NotATarget {
    long most = longest.toSeconds();
    if (!SECONDS.matcher(said).matches() || Integer.parseInt(said) > most) {
      throw NotATarget.wrong(key, said, "whole seconds from 1 to " + most + why(most));
    }
    return Duration.ofSeconds(Integer.parseInt(said));
  }

  private static String why(long most) {
    return most < TargetRules.LONGEST_SAMPLING_SECONDS
        ? ", as the run's deadline leaves room for no more"
        : "";
  }
}
