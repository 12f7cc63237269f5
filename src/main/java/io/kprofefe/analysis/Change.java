package io.kprofefe.analysis;

import java.util.OptionalDouble;

/**
 * One figure of two sets of profiles, each divided {@link Per by what makes them comparable}: in
 * the unit of the sample type, a second or a profile; as a fraction where it is a share.
 */
public record Change(double before, double after) {

  /** Percents that differ by less are the same ones, but for how a computer divides. */
  private static final double ROUNDING = 1e-9;

  /** Above zero it got dearer. */
  public double amount() {
    return after - before;
  }

  /** In percent of a figure of before; empty where that is nothing. */
  public OptionalDouble percent(double ofBefore) {
    return ofBefore == 0 ? OptionalDouble.empty() : OptionalDouble.of(100 * amount() / ofBefore);
  }

  /** Grew by more than so many percent of a figure of before. */
  boolean isAbove(double percent, double ofBefore) {
    return percent(ofBefore).orElse(0) > percent + ROUNDING;
  }
}
