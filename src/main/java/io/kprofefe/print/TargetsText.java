package io.kprofefe.print;

import io.kprofefe.print.Table.Column;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Handler;
import io.kprofefe.target.NotSampled;
import io.kprofefe.target.Skipped;
import io.kprofefe.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pods as the collector sees them: what is profiled, and why the others are not. */
final class TargetsText {

  private final List<Discovered> discovered;
  private final boolean wide;

  /** Most runs grant nothing. */
  private final boolean anyGranted;

  TargetsText(List<Discovered> discovered, boolean wide) {
    this.discovered = discovered;
    this.wide = wide;
    this.anyGranted =
        discovered.stream().anyMatch(one -> one instanceof Target target && target.granted());
  }

  List<String> lines() {
    return Stream.of(targets(), notSampled(), skipped())
        .filter(table -> !table.isEmpty())
        .map(Table::lines)
        .reduce(List.of(), TargetsText::apart);
  }

  private static List<String> apart(List<String> above, List<String> below) {
    var lines = new ArrayList<>(above);
    if (!above.isEmpty()) {
      lines.add("");
    }
    lines.addAll(below);
    return lines;
  }

  private Table targets() {
    var columns = new ArrayList<Column>();
    List.of("TARGET", "SERVICE", "ENDPOINT", "PROFILES")
        .forEach(heading -> columns.add(Column.text(heading)));
    if (wide) {
      columns.add(Column.number("CPU"));
      columns.add(Column.text("LABELS"));
      columns.add(Column.text("ANNOTATIONS"));
      if (anyGranted) {
        columns.add(Column.text("CREDENTIALS"));
      }
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
    cells.add(target.handlers().stream().map(Handler::name).collect(Collectors.joining(",")));
    if (wide) {
      cells.add(cpuTime(target));
      cells.add(target.labels().stream().map(Label::toString).collect(Collectors.joining(",")));
      cells.add(String.join(",", target.annotations()));
      if (anyGranted) {
        cells.add(credentials(target));
      }
    }
    return cells;
  }

  private Table notSampled() {
    var table = new Table(Column.text("NOT THIS TIME"), Column.text("SERVICE"));
    discovered.stream()
        .filter(NotSampled.class::isInstance)
        .map(other -> ((NotSampled) other).target())
        .forEach(target -> table.row(target.shown(), target.service()));
    return table;
  }

  private static String credentials(Target target) {
    if (target.isShownCredentials()) {
      return "shown";
    }
    return target.granted() ? "none: plain HTTP" : "-";
  }

  private static String cpuTime(Target target) {
    return target.handlers().stream()
        .filter(handler -> handler.type() == ProfileType.CPU)
        .map(handler -> handler.sampling().toSeconds() + "s")
        .findFirst()
        .orElse("-");
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
