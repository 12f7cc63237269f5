package io.kprofefe.analysis;

import io.kprofefe.profile.Untrusted;

/**
 * What the values of a sample count.
 *
 * @param type such as {@code inuse_space}
 * @param unit such as {@code bytes}; the values are in it, as they came
 */
public record SampleType(String type, String unit) {

  /** As people write it: {@code inuse_space/bytes}. */
  @Override
  public String toString() {
    return Untrusted.shown(type) + "/" + Untrusted.shown(unit);
  }
}
