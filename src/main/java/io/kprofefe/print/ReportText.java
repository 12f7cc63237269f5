package io.kprofefe.print;

import static io.kprofefe.print.Amounts.count;

import io.kprofefe.print.Table.Column;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.ProfileType;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ProfileEnd;
import io.kprofefe.run.RunReport;
import io.kprofefe.store.spool.SpoolReport;
import io.kprofefe.target.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run's report for a person: one sentence, a table by type, then what failed and was skipped. */
final class ReportText {

  /** Of a thousand failures the first ones tell; {@code wide} and the documents hold them all. */
  private static final int SHOWN = 20;

  private final RunReport report;
  private final Optional<Shard> shard;
  private final boolean wide;

  ReportText(RunReport report, Optional<Shard> shard, boolean wide) {
    this.report = report;
    this.shard = shard;
    this.wide = wide;
  }

  List<String> lines() {
    if (report.error().isPresent() && report.targets().isEmpty()) {
      return List.of(); // nothing was done: the error is told elsewhere, and is all there is
    }
    var lines = new ArrayList<String>();
    lines.add(sentence());
    sampled().ifPresent(lines::add);
    addParagraph(lines, types());
    addParagraph(lines, declined());
    addParagraph(lines, spools());
    addParagraph(lines, failures());
    addParagraph(lines, skipped());
    return lines;
  }

  /** The same in short: what went wrong first, and the sentence. */
  List<String> ending() {
    var lines = new ArrayList<>(failures());
    lines.addAll(declined());
    lines.addAll(skipped());
    lines.add(sentence());
    return lines;
  }

  private String sentence() {
    return "%s%s profiled in %s, %d skipped, %s stored (%s)%s, %d failed"
        .formatted(
            shard.map("shard %s: "::formatted).orElse(""),
            count(report.podsProfiled(), kind()),
            Amounts.duration(report.duration()),
            report.podsSkipped(),
            count(number(Outcome.STORED), "profile"),
            Amounts.size(storedBytes()),
            number(Outcome.SPOOLED) == 0 ? "" : ", %d spooled".formatted(number(Outcome.SPOOLED)),
            failed().size());
  }

  /** What was profiled; nodes and the API server are no pods. */
  private String kind() {
    return report.targets().stream().allMatch(target -> target.identity().isPod())
        ? "pod"
        : "target";
  }

  /** Of those that could have been profiled, where some were left to other runs. */
  private Optional<String> sampled() {
    int taken = report.podsSelected();
    int others = report.notSampled().size();
    return others == 0
        ? Optional.empty()
        : Optional.of("%d of %d pods sampled".formatted(taken, taken + others));
  }

  private List<String> declined() {
    return report.declined().stream()
        .map(some ->
            "DECLINED  %s: %d %s: %s"
                .formatted(some.sink(), some.profiles(), some.type().word(), some.reason()))
        .toList();
  }

  /** Only those in which something was, or is. */
  private List<String> spools() {
    return report.spools().stream().map(ReportText::spool).flatMap(Optional::stream).toList();
  }

  private static Optional<String> spool(SpoolReport spool) {
    var parts = new ArrayList<String>();
    addPart(parts, spool.delivered(), "delivered");
    addPart(parts, spool.found(), "stored already");
    addPart(parts, spool.refused(), "refused");
    addPart(parts, spool.dropped(), "dropped, the oldest, as the spool is full");
    addPart(parts, spool.left(), "left for the next run");
    spool.problem().ifPresent(parts::add);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("SPOOL  %s: %s".formatted(spool.sink(), String.join("; ", parts)));
  }

  private static void addPart(List<String> parts, int number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }

  private List<String> types() {
    var table =
        wide
            ? new Table(
                Column.text("TYPE"),
                Column.number("STORED"),
                Column.number("EMPTY"),
                Column.number("FAILED"),
                Column.number("SIZE"),
                Column.text("OUTCOMES"))
            : new Table(
                Column.text("TYPE"),
                Column.number("STORED"),
                Column.number("EMPTY"),
                Column.number("FAILED"));
    Arrays.stream(ProfileType.values())
        .filter(type -> !report.counts(type).isEmpty())
        .forEach(type -> addType(table, type));
    return table.isEmpty() ? List.of() : table.lines();
  }

  private void addType(Table table, ProfileType type) {
    Map<Outcome, Integer> counts = report.counts(type);
    int stored = counts.getOrDefault(Outcome.STORED, 0);
    int empty = counts.getOrDefault(Outcome.EMPTY, 0);
    int failed =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().isFailure())
            .mapToInt(Map.Entry::getValue)
            .sum();
    if (wide) {
      table.row(type.word(), stored, empty, failed, Amounts.size(bytes(type)), outcomes(counts));
    } else {
      table.row(type.word(), stored, empty, failed);
    }
  }

  private static String outcomes(Map<Outcome, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey().word() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private List<String> failures() {
    List<String> lines =
        failed().stream()
            .map(end ->
                "FAILED  %s %s: %s: %s"
                    .formatted(
                        Untrusted.shown(end.target().shown()),
                        end.handler().name(),
                        end.outcome().word(),
                        end.reason()))
            .toList();
    return bounded(lines, "FAILED");
  }

  private List<String> skipped() {
    List<String> lines =
        report.skipped().stream()
            .map(skipped ->
                "SKIPPED  %s: %s"
                    .formatted(Untrusted.shown(skipped.identity().toString()), skipped.reason()))
            .toList();
    return bounded(lines, "SKIPPED");
  }

  private List<String> bounded(List<String> lines, String word) {
    if (wide || lines.size() <= SHOWN) {
      return lines;
    }
    var bounded = new ArrayList<>(lines.subList(0, SHOWN));
    bounded.add("%s  … and %d more: -o wide shows all".formatted(word, lines.size() - SHOWN));
    return bounded;
  }

  private List<ProfileEnd> failed() {
    return report.ends().stream().filter(end -> end.outcome().isFailure()).toList();
  }

  private long number(Outcome outcome) {
    return report.ends().stream().filter(end -> end.outcome() == outcome).count();
  }

  private long storedBytes() {
    return Arrays.stream(ProfileType.values()).mapToLong(this::bytes).sum();
  }

  private long bytes(ProfileType type) {
    return report.ends().stream()
        .filter(end -> end.type() == type && end.outcome() == Outcome.STORED)
        .mapToLong(ProfileEnd::bytes)
        .sum();
  }

  private static void addParagraph(List<String> lines, List<String> paragraph) {
    if (!paragraph.isEmpty()) {
      lines.add("");
      lines.addAll(paragraph);
    }
  }
}
