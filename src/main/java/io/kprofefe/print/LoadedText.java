package io.kprofefe.print;

import io.kprofefe.print.Table.Column;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.store.StoredProfile;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What was stored from files, for a person. */
final class LoadedText {

  private final LoadedFiles loaded;
  private final boolean wide;

  LoadedText(LoadedFiles loaded, boolean wide) {
    this.loaded = loaded;
    this.wide = wide;
  }

  List<String> lines() {
    var columns = new ArrayList<Column>();
    List.of("FILE", "SERVICE", "TYPE", "ID").forEach(name -> columns.add(Column.text(name)));
    if (wide) {
      columns.add(Column.text("STORE"));
      columns.add(Column.number("SIZE"));
      List.of("CREATED", "LABELS").forEach(name -> columns.add(Column.text(name)));
    }
    var table = new Table(columns.toArray(Column[]::new));
    loaded.copies().forEach(copy -> table.row(cells(copy).toArray()));
    return table.lines(true);
  }

  private List<String> cells(LoadedFiles.Copy copy) {
    StoredProfile stored = copy.stored();
    var cells = new ArrayList<String>();
    cells.add(copy.file());
    cells.add(stored.service());
    cells.add(StoredKind.of(stored.type(), stored.labels()).word());
    cells.add(stored.id());
    if (wide) {
      cells.add(copy.sink());
      cells.add(Amounts.size(copy.bytes()));
      cells.add(stored.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
      cells.add(ProfilesText.shown(stored.labels()));
    }
    return cells;
  }
}
