package io.kprofefe.print;

import io.kprofefe.profile.Untrusted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in aligned columns under upper-case headings, as kubectl prints them. What a cell says is
 * escaped here; numbers stand to the right.
 */
final class Table {

  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A heading and the side its cells stand on. */
  record Column(String heading, boolean number) {

    static Column text(String heading) {
      return new Column(heading, false);
    }

    static Column number(String heading) {
      return new Column(heading, true);
    }
  }

  Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /** A row; as many cells as there are columns. */
  Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    rows.add(Arrays.stream(cells).map(cell -> Untrusted.shown(cell.toString())).toList());
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, the headings first, without blanks at their ends. */
  List<String> lines() {
    var all = new ArrayList<List<String>>();
    all.add(columns.stream().map(Column::heading).toList());
    all.addAll(rows);
    return aligned(all);
  }

  /** For lists: of no row there is no line, and programs may want the rows alone. */
  List<String> lines(boolean headings) {
    return isEmpty() || !headings ? aligned(rows) : lines();
  }

  private List<String> aligned(List<List<String>> all) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(column -> all.stream().mapToInt(row -> Cells.of(row.get(column))).max().orElse(0))
            .toArray();
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      boolean right = columns.get(at).number();
      line.append(at == 0 ? "" : GAP)
          .append(
              right
                  ? Cells.right(cells.get(at), widths[at])
                  : Cells.left(cells.get(at), widths[at]));
    }
    return line.toString().stripTrailing();
  }
}
