package io.kprofefe.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.analysis.Change;
import io.kprofefe.analysis.Comparison;
import io.kprofefe.analysis.DiffRow;
import io.kprofefe.analysis.Per;
import io.kprofefe.analysis.SampleType;
import io.kprofefe.analysis.SourceLine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code diff} shows a person; a pipe gets the same. */
class DiffTextTest {

  private static final DiffRow LEAF =
      row("main.leaf", new Change(200e6, 260e6), new Change(200e6, 260e6));
  private static final DiffRow OLD = row("main.old", new Change(90e6, 0), new Change(100e6, 0));

  @Test
  void its_tables_fit_eighty_columns_where_the_names_do() {
    String text = shown(compared(LEAF, OLD), 10, false);

    assertEquals(
        """
        cpu/nanoseconds, per second of profile: before 6 profiles of 1 min 0 s, after 4 profiles of 40.0 s

        TOTAL          BEFORE     AFTER    CHANGE  CHANGE%
        all samples  1.00 s/s  970 ms/s  -30 ms/s    -3.0%

          DEARER  FLAT%    BEFORE     AFTER       CUM   CUM%  FUNCTION
        +60 ms/s  +6.0%  200 ms/s  260 ms/s  +60 ms/s  +6.0%  main.leaf

         CHEAPER  FLAT%   BEFORE  AFTER        CUM    CUM%  FUNCTION
        -90 ms/s  -9.0%  90 ms/s    0/s  -100 ms/s  -10.0%  main.old
        """,
        text);
    assertTrue(text.lines().skip(1).allMatch(line -> line.length() <= 80), text);
  }

  @Test
  void wide_tells_all_of_cum() {
    assertEquals(
        """
        cpu/nanoseconds, per second of profile: before 6 profiles of 1 min 0 s, after 4 profiles of 40.0 s

        TOTAL          BEFORE     AFTER    CHANGE  CHANGE%
        all samples  1.00 s/s  970 ms/s  -30 ms/s    -3.0%

          DEARER  FLAT%    BEFORE     AFTER       CUM   CUM%  CUM BEFORE  CUM AFTER  FUNCTION
        +60 ms/s  +6.0%  200 ms/s  260 ms/s  +60 ms/s  +6.0%    200 ms/s   260 ms/s  main.leaf

         CHEAPER  FLAT%   BEFORE  AFTER        CUM    CUM%  CUM BEFORE  CUM AFTER  FUNCTION
        -90 ms/s  -9.0%  90 ms/s    0/s  -100 ms/s  -10.0%    100 ms/s        0/s  main.old
        """,
        shown(compared(LEAF, OLD), 10, true));
  }

  @Test
  void where_nothing_changed_there_is_the_whole_alone() {
    assertEquals(
        """
        cpu/nanoseconds, per second of profile: before 6 profiles of 1 min 0 s, after 4 profiles of 40.0 s

        TOTAL          BEFORE     AFTER    CHANGE  CHANGE%
        all samples  1.00 s/s  970 ms/s  -30 ms/s    -3.0%
        """,
        shown(compared(), 10, false));
  }

  @Test
  void a_long_name_stands_last_and_pushes_nothing_aside() {
    String name = "github.com/shop/orders.".repeat(10) + "(*Worker).Do";
    String text = shown(compared(row(name, LEAF.flat(), LEAF.cum()), LEAF), 10, false);

    List<String> lines = text.lines().filter(line -> line.startsWith("+60 ms/s")).toList();
    assertEquals(2, lines.size(), text);
    assertTrue(lines.getFirst().endsWith("  " + name), text);
    assertEquals(lines.getFirst().indexOf(name), lines.getLast().indexOf("main.leaf"));
  }

  @Test
  void a_name_from_a_pod_stays_on_its_line_and_moves_no_cursor() {
    String text = shown(compared(row("main.\u001b[2J\nFAKE", LEAF.flat(), LEAF.cum())), 10, false);

    assertTrue(text.contains("main.\\u001B[2J\\u000AFAKE\n"), text);
  }

  @Test
  void no_more_rows_are_shown_than_asked_for() {
    assertEquals(
        1,
        shown(compared(LEAF, row("main.b", LEAF.flat(), LEAF.cum())), 1, false)
            .lines()
            .filter(line -> line.contains("main."))
            .count());
  }

  private static Comparison compared(DiffRow... rows) {
    var whole = new Change(1e9, 0.97e9);
    return new Comparison(
        new SampleType("cpu", "nanoseconds"),
        Per.SECOND,
        new Comparison.Size(6, Duration.ofSeconds(60)),
        new Comparison.Size(4, Duration.ofSeconds(40)),
        whole,
        whole,
        List.of(rows));
  }

  private static DiffRow row(String function, Change flat, Change cum) {
    return new DiffRow(function, new SourceLine("", 0), flat, cum);
  }

  private static String shown(Comparison compared, int rows, boolean wide) {
    return String.join("\n", new DiffText(compared, rows, wide).lines()) + "\n";
  }
}
