package io.kprofefe.analysis;

import java.util.Optional;

/**
 * What is looked at in profiles.
 *
 * @param sampleType such as {@code inuse_space}, or its number from 0 up; empty: the first
 *     profile's default, else its last
 * @param names which samples
 * @param lines whether lines are told apart, and not only functions
 */
public record TopView(Optional<String> sampleType, NameFilter names, boolean lines) {

  /** All functions in all samples. */
  public static TopView functions(Optional<String> sampleType) {
    return new TopView(sampleType, NameFilter.NONE, false);
  }
}
