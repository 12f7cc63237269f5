package io.kprofefe.print;

import io.kprofefe.analysis.Change;
import io.kprofefe.analysis.Comparison;
import io.kprofefe.analysis.DiffRow;
import io.kprofefe.print.Table.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two sets of profiles compared, for a person: the whole, what got dearer, what got cheaper. */
final class DiffText {

  private final Comparison compared;
  private final ComparedAmounts amounts;
  private final int rows;
  private final boolean wide;

  /**
   * @param rows so many of what got dearer, and of what got cheaper
   * @param wide whether to tell all of cum, and not only its change
   */
  DiffText(Comparison compared, int rows, boolean wide) {
    this.compared = compared;
    this.amounts = ComparedAmounts.of(compared);
    this.rows = rows;
    this.wide = wide;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "%s: before %s, after %s"
            .formatted(
                ComparedAmounts.heading(compared),
                shown(compared.before()),
                shown(compared.after())));
    lines.add("");
    lines.addAll(whole());
    add(lines, "DEARER", compared.dearer());
    add(lines, "CHEAPER", compared.cheaper());
    return lines;
  }

  private static String shown(Comparison.Size size) {
    String profiles = Amounts.count(size.profiles(), "profile");
    Duration duration = size.duration();
    return duration.isZero() ? profiles : profiles + " of " + Amounts.duration(duration);
  }

  private List<String> whole() {
    var table =
        new Table(
            Column.text("TOTAL"),
            Column.number("BEFORE"),
            Column.number("AFTER"),
            Column.number("CHANGE"),
            Column.number("CHANGE%"));
    table.row(whole("all samples", compared.whole()).toArray());
    if (!compared.lookedAt().equals(compared.whole())) {
      table.row(whole("looked at", compared.lookedAt()).toArray());
    }
    return table.lines();
  }

  private List<String> whole(String name, Change change) {
    return List.of(
        name,
        amounts.shown(change.before()),
        amounts.shown(change.after()),
        amounts.change(change.amount()),
        ComparedAmounts.changePercent(change.percent(change.before())));
  }

  private void add(List<String> lines, String heading, List<DiffRow> changed) {
    if (!changed.isEmpty()) {
      lines.add("");
      lines.addAll(table(heading, changed));
    }
  }

  private List<String> table(String heading, List<DiffRow> changed) {
    var columns = new ArrayList<Column>();
    Stream.of(heading, "FLAT%", "BEFORE", "AFTER", "CUM", "CUM%")
        .map(Column::number)
        .forEach(columns::add);
    if (wide) {
      Stream.of("CUM BEFORE", "CUM AFTER").map(Column::number).forEach(columns::add);
    }
    columns.add(Column.text("FUNCTION"));
    var table = new Table(columns.toArray(Column[]::new));
    changed.stream().limit(rows).forEach(row -> table.row(cells(row).toArray()));
    return table.lines();
  }

  private List<String> cells(DiffRow row) {
    var cells = new ArrayList<String>();
    cells.add(amounts.change(row.flat().amount()));
    cells.add(percent(row.flat()));
    cells.add(amounts.shown(row.flat().before()));
    cells.add(amounts.shown(row.flat().after()));
    cells.add(amounts.change(row.cum().amount()));
    cells.add(percent(row.cum()));
    if (wide) {
      cells.add(amounts.shown(row.cum().before()));
      cells.add(amounts.shown(row.cum().after()));
    }
    cells.add(row.shown());
    return cells;
  }

  private String percent(Change change) {
    return ComparedAmounts.changePercent(change.percent(compared.whole().before()));
  }
}
