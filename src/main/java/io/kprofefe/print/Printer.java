package io.kprofefe.print;

import io.kprofefe.analysis.Comparison;
import io.kprofefe.analysis.TopFunctions;
import io.kprofefe.analysis.TopRow;
import io.kprofefe.profile.Outcome;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.Delivery;
import io.kprofefe.run.RunReport;
import io.kprofefe.store.ProfileFiles;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.target.Discovered;
import io.kprofefe.target.Shard;
import io.kprofefe.target.Target;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
      case JSON, YAML -> print(report, report.exitCode().code());
      case NAME -> lines(storedIds(report));
    }
  }

  /**
   * Where the profiles are that a run stored, one a line, unless more is asked for.
   *
   * @param exitCode that the program ends with: who asked by hand is told more strictly than a Job
   */
  public void printStored(RunReport report, int exitCode) {
    switch (format) {
      case TABLE, NAME -> lines(storedIds(report));
      case WIDE -> print(report, Optional.empty());
      case JSON, YAML -> print(report, exitCode);
    }
  }

  private void print(RunReport report, int exitCode) {
    var document = new ReportDocument(report, exitCode);
    out.println(format == OutputFormat.YAML ? Document.yaml(document) : Document.json(document));
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

  /**
   * Two sets of profiles compared; by {@code name} the functions that got dearer.
   *
   * @param rows so many functions that got dearer, and that got cheaper
   */
  public void print(Comparison compared, int rows) {
    switch (format) {
      case TABLE -> lines(new DiffText(compared, rows, false).lines());
      case WIDE -> lines(new DiffText(compared, rows, true).lines());
      case JSON -> out.println(Document.json(new DiffDocument(compared, rows)));
      case YAML -> out.println(Document.yaml(new DiffDocument(compared, rows)));
      case NAME ->
          lines(
              compared.dearer().stream()
                  .limit(rows)
                  .map(row -> Untrusted.shown(row.shown()))
                  .toList());
    }
  }

  /** The services of a store; by {@code name} theirs, whole. */
  public void print(ServiceList services) {
    switch (format) {
      case TABLE, WIDE -> lines(services.lines());
      case JSON -> out.println(Document.json(services));
      case YAML -> out.println(Document.yaml(services));
      case NAME -> lines(services.names().stream().map(Untrusted::whole).toList());
    }
  }

  /** Profiles of a store; by {@code name} their ids, whole: each opens its profile. */
  public void print(ProfileList profiles) {
    switch (format) {
      case TABLE -> lines(new ProfilesText(profiles, false).lines());
      case WIDE -> lines(new ProfilesText(profiles, true).lines());
      case JSON -> out.println(Document.json(new ProfilesDocument(profiles.profiles())));
      case YAML -> out.println(Document.yaml(new ProfilesDocument(profiles.profiles())));
      case NAME -> lines(ids(profiles.profiles().stream()));
    }
  }

  /** The only profile of the list: a document is no list then. */
  public void printOnly(ProfileList alone) {
    StoredProfile profile = alone.profiles().getFirst();
    switch (format) {
      case JSON -> out.println(Document.json(ProfilesDocument.of(profile)));
      case YAML -> out.println(Document.yaml(ProfilesDocument.of(profile)));
      case TABLE, WIDE, NAME -> print(alone);
    }
  }

  /** What was stored from files; by {@code name} the ids, whole. */
  public void print(LoadedFiles loaded) {
    switch (format) {
      case TABLE -> lines(new LoadedText(loaded, false).lines());
      case WIDE -> lines(new LoadedText(loaded, true).lines());
      case JSON -> out.println(Document.json(new LoadedDocument(loaded)));
      case YAML -> out.println(Document.yaml(new LoadedDocument(loaded)));
      case NAME -> lines(ids(loaded.copies().stream().map(LoadedFiles.Copy::stored)));
    }
  }

  private static List<String> ids(Stream<StoredProfile> profiles) {
    return profiles.map(profile -> Untrusted.whole(profile.id())).toList();
  }

  private void lines(List<String> lines) {
    lines.forEach(out::println);
  }

  private static List<String> storedIds(RunReport report) {
    return report.ends().stream()
        .flatMap(end -> end.deliveries().stream())
        .filter(delivery -> delivery.outcome() == Outcome.STORED)
        .map(Printer::shownId)
        .toList();
  }

  /** A path is ours, and as long as it is; what a registry answered is its own. */
  private static String shownId(Delivery stored) {
    return stored.sink().equals(ProfileFiles.NAME) ? stored.id() : Untrusted.shown(stored.id());
  }

  private static List<String> podNames(List<Discovered> discovered) {
    return discovered.stream()
        .filter(Target.class::isInstance)
        .map(target -> target.identity().kindAndName())
        .distinct()
        .toList();
  }
}
