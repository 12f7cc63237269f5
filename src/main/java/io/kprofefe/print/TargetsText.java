package io.kprofefe.print;

import io.kprofefe.print.Table.Column;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The pods as the collector sees them: what is profiled, and why the others are not. */
final class TargetsText {

  private final List<Discovered> discovered;
  private final boolean wide;

  TargetsText(List<Discovered> discovered, boolean wide) {
    this.discovered = discovered;
    this.wide = wide;
  }

  List<String> lines() {
    Table targets = targets();
    Table skipped = skipped();
    var lines = new ArrayList<String>();
    if (!targets.isEmpty()) {
      lines.addAll(targets.lines());
    }
    if (!targets.isEmpty() && !skipped.isEmpty()) {
      lines.add("");
    }
    if (!skipped.isEmpty()) {
      lines.addAll(skipped.lines());
    }
    return lines;
  }

  private Table targets() {
    var columns = new ArrayList<Column>();
    List.of("TARGET", "SERVICE", "ENDPOINT", "PROFILES")
        .forEach(heading -> columns.add(Column.text(heading)));
    if (wide) {
      columns.add(Column.number("CPU"));
      columns.add(Column.text("LABELS"));
    }
    var table = new Table(columns.toArray(Column[]::new));
    discovered.stream()
        .filter(Target.class::isInstance)
        .map(Target.class::cast)
        .forEach(target -> table.row(cells(target).toArray()));
    return table;
  }

  private List<String> cells(Target target) {
    var cells = new ArrayList<String>();
    cells.add(target.shown());
    cells.add(target.service());
    cells.add(target.endpoint().toString());
    cells.add(target.profiles().stream().map(ProfileType::word).collect(Collectors.joining(",")));
    if (wide) {
      cells.add(target.cpuTime().toSeconds() + "s");
      cells.add(target.labels().stream().map(Label::toString).collect(Collectors.joining(",")));
    }
    return cells;
  }

  private Table skipped() {
    var table = new Table(Column.text("SKIPPED"), Column.text("REASON"));
    discovered.stream()
        .filter(Skipped.class::isInstance)
        .map(Skipped.class::cast)
        .forEach(skipped -> table.row(skipped.identity(), skipped.reason()));
    return table;
  }
}
