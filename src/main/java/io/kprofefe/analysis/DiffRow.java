package io.kprofefe.analysis;

import java.util.Comparator;

/**
 * What one function costs in two sets of profiles.
 *
 * @param function its name as it came, unescaped, as in {@link TopRow}
 * @param source the line, where lines are told apart; else unknown
 * @param flat in itself
 * @param cum in itself and what it calls; recursion counts once
 */
public record DiffRow(String function, SourceLine source, Change flat, Change cum) {

  /** The largest change first, whatever its direction. */
  static final Comparator<DiffRow> BY_CHANGE =
      Comparator.comparingDouble((DiffRow row) -> Math.abs(row.flat().amount()))
          .thenComparingDouble(row -> Math.abs(row.cum().amount()))
          .reversed()
          .thenComparing(DiffRow::shown);

  /** {@code main.leaf main.go:7}: the function, and where it is known the line. */
  public String shown() {
    return source.shownAfter(function);
  }

  /** Decided by flat; where that stayed the same, by cum. */
  boolean isDearer() {
    return direction() > 0;
  }

  boolean isCheaper() {
    return direction() < 0;
  }

  private double direction() {
    return flat.amount() == 0 ? cum.amount() : flat.amount();
  }
}
