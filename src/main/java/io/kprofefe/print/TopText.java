package io.kprofefe.print;

import io.kprofefe.analysis.SampleType;
import io.kprofefe.analysis.TopRow;
import io.kprofefe.print.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The functions that cost the most, for a person. */
final class TopText {

  private static final int SERVICES = 3;

  private final TopDocument.Ranking ranking;
  private final boolean services;

  /**
   * @param services whether to tell which services a function costs it in
   */
  TopText(TopDocument.Ranking ranking, boolean services) {
    this.ranking = ranking;
    this.services = services;
  }

  List<String> lines() {
    var columns = new ArrayList<Column>();
    List.of("FLAT", "FLAT%", "CUM", "CUM%").forEach(name -> columns.add(Column.number(name)));
    columns.add(Column.text("FUNCTION"));
    if (services) {
      columns.add(Column.text("SERVICES"));
    }
    var table = new Table(columns.toArray(Column[]::new));
    ranking.rows().forEach(row -> table.row(cells(row).toArray()));
    return table.isEmpty() ? List.of() : table.lines();
  }

  private List<String> cells(TopRow row) {
    String unit = ranking.sampleType().map(SampleType::unit).orElse("");
    var cells = new ArrayList<String>();
    cells.add(Amounts.of(row.flat(), unit));
    cells.add(percent(row.flat(), ranking.total()));
    cells.add(Amounts.of(row.cum(), unit));
    cells.add(percent(row.cum(), ranking.total()));
    cells.add(row.shown());
    if (services) {
      cells.add(shares(row));
    }
    return cells;
  }

  private static String shares(TopRow row) {
    String first =
        row.services().stream()
            .limit(SERVICES)
            .map(share -> share.service() + " " + percent(share.cum(), row.cum()))
            .collect(Collectors.joining(", "));
    int more = row.services().size() - SERVICES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String percent(long part, long total) {
    return String.format(Locale.ROOT, "%.1f%%", TopRow.percent(part, total));
  }
}
