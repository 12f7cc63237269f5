package io.kprofefe.analysis;

import java.util.Comparator;
import java.util.List;

/**
 * What one function costs.
 *
 * @param function its name as it came, unescaped; {@code [binary]} where there is no name, and
 *     empty where there is only a line
 * @param source the line, where lines are told apart; else unknown
 * @param flat in itself, in the unit of the sample type
 * @param cum in itself and what it calls; recursion counts once
 * @param services what each service has of it, the largest cum first
 */
public record TopRow(
    String function, SourceLine source, long flat, long cum, List<Share> services) {

  public static final Comparator<TopRow> BY_FLAT =
      Comparator.comparingLong((TopRow row) -> Math.abs(row.flat()))
          .reversed()
          .thenComparing(TopRow::shown);

  public static final Comparator<TopRow> BY_CUM =
      Comparator.comparingLong((TopRow row) -> Math.abs(row.cum()))
          .reversed()
          .thenComparing(TopRow::shown);

  public TopRow {
    services = List.copyOf(services);
  }

  /** {@code main.leaf main.go:7}: the function, and where it is known the line. */
  public String shown() {
    return source.shownAfter(function);
  }

  /** What one service has of a function. */
  public record Share(String service, long flat, long cum) {}

  /** A part of the total in percent; 0 of nothing. */
  public static double percent(long part, long total) {
    return total == 0 ? 0 : 100.0 * part / total;
  }
}
