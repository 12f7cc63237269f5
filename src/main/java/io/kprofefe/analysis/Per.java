package io.kprofefe.analysis;

import java.util.List;
import java.util.Locale;

/**
 * What the sum of many profiles is divided by, so that it can stand beside the sum of others. An
 * hour of profiles has more CPU time than a minute of them, and ten pods more heap than one.
 */
public enum Per {
  /** For what was taken over time, as CPU profiles and deltas are: by the time all of it took. */
  SECOND("per second of profile"),

  /** For what is there at an instant, as heap in use and goroutines are: the mean of a profile. */
  PROFILE("mean per profile"),

  /**
   * For what is counted from a process's start, as allocations and contentions are: by its own
   * total. Such a profile does not say how long its process has been running, and a release that
   * was just started would always look cheap. What each function has of the whole can be compared,
   * the wholes cannot.
   */
  TOTAL("share of the total");

  private static final String INUSE = "inuse_";

  /** Also of the oldest heap profiles, which have nothing but what is in use. */
  private static final List<String> AT_AN_INSTANT =
      List.of("goroutine", "goroutines", "objects", "space");

  private final String meaning;

  Per(String meaning) {
    this.meaning = meaning;
  }

  /** As it is written by users and read by programs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For a person: {@code mean per profile}. */
  public String meaning() {
    return meaning;
  }

  /**
   * What is honest for a sample type.
   *
   * @param timed whether every profile says how long it took
   */
  static Per of(SampleType type, boolean timed) {
    if (type.type().startsWith(INUSE) || AT_AN_INSTANT.contains(type.type())) {
      return PROFILE;
    }
    return timed ? SECOND : TOTAL;
  }
}
