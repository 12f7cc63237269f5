package io.kprofefe.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kprofefe.print.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns stay columns, whatever stands in them. */
class TableTest {

  @Test
  void text_stands_left_and_numbers_right_without_blanks_at_the_end() {
    var table = new Table(Column.text("NAME"), Column.number("SIZE"), Column.text("NOTE"));
    table.row("a", 1, "x").row("longer", 22222, "");

    assertEquals(
        List.of("NAME     SIZE  NOTE", "a           1  x", "longer  22222"), table.lines());
  }

  @Test
  void wide_and_combining_characters_keep_the_columns_aligned() {
    var table = new Table(Column.text("NAME"), Column.text("NEXT"));
    table.row("日本", "|").row("e\u0301a", "|").row("😀bc", "|");

    assertEquals(List.of("NAME  NEXT", "日本  |", "e\u0301a    |", "😀bc  |"), table.lines());
  }

  @Test
  void what_a_cell_says_cannot_move_the_cursor_or_turn_the_text() {
    var table = new Table(Column.text("NAME"));
    table.row("a\u001b[2Jb\u202ec\nd");

    assertEquals("a\\u001B[2Jb\\u202Ec\\u000Ad", table.lines().getLast());
  }

  @Test
  void a_row_has_as_many_cells_as_there_are_columns() {
    var table = new Table(Column.text("NAME"));

    assertThrows(IllegalArgumentException.class, () -> table.row("a", "b"));
  }
}
