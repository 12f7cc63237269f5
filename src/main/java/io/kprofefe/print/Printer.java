package io.kprofefe.print;

import io.kprofefe.analysis.TopFunctions;
import io.kprofefe.analysis.TopRow;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.RunReport;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Shard;
import io.kprofefe.target.Target;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** What was asked for, on standard output, in the format that was asked for. */
public final class Printer {

  private final PrintStream out;
  private final OutputFormat format;

  public Printer(PrintStream out, OutputFormat format) {
    this.out = out;
    this.format = format;
  }

  /**
   * How a run went; by {@code name} the ids of what was stored.
   *
   * @param shard to which it kept; a table says so
   */
  public void print(RunReport report, Optional<Shard> shard) {
    switch (format) {
      case TABLE -> lines(new ReportText(report, shard, false).lines());
      case WIDE -> lines(new ReportText(report, shard, true).lines());
      case JSON -> out.println(Document.json(new ReportDocument(report)));
      case YAML -> out.println(Document.yaml(new ReportDocument(report)));
      case NAME -> lines(storedIds(report));
    }
  }

  /** The pods as the collector sees them; by {@code name} those that are targets. */
  public void print(List<Discovered> discovered) {
    switch (format) {
      case TABLE -> lines(new TargetsText(discovered, false).lines());
      case WIDE -> lines(new TargetsText(discovered, true).lines());
      case JSON -> out.println(Document.json(new TargetsDocument(discovered)));
      case YAML -> out.println(Document.yaml(new TargetsDocument(discovered)));
      case NAME -> lines(podNames(discovered));
    }
  }

  /**
   * The functions that cost the most; by {@code name} their names.
   *
   * @param services whether a table tells which services they cost it in
   */
  public void print(TopFunctions functions, int rows, boolean services) {
    List<TopRow> first = functions.rows().stream().limit(rows).toList();
    var ranking = new TopDocument.Ranking(functions.sampleType(), functions.total(), first);
    switch (format) {
      case TABLE -> lines(new TopText(ranking, services).lines());
      case WIDE -> lines(new TopText(ranking, true).lines());
      case JSON -> out.println(Document.json(new TopDocument(ranking)));
      case YAML -> out.println(Document.yaml(new TopDocument(ranking)));
      case NAME -> lines(first.stream().map(row -> Untrusted.shown(row.shown())).toList());
    }
  }

  private void lines(List<String> lines) {
    lines.forEach(out::println);
  }

  private static List<String> storedIds(RunReport report) {
    return report.ends().stream()
        .flatMap(end -> end.deliveries().stream())
        .filter(delivery -> delivery.outcome() == Outcome.STORED)
        .map(delivery -> Untrusted.shown(delivery.id()))
        .toList();
  }

  private static List<String> podNames(List<Discovered> discovered) {
    return discovered.stream()
        .filter(Target.class::isInstance)
        .map(target -> "pod/" + target.identity().name())
        .distinct()
        .toList();
  }
}
