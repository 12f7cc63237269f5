package io.kprofefe.cli;

import io.kprofefe.analysis.AnalysisException;
import io.kprofefe.analysis.Comparison;
import io.kprofefe.analysis.Per;
import io.kprofefe.analysis.ProfileDiff;
import io.kprofefe.analysis.ProfileDiff.Side;
import io.kprofefe.cli.option.AnalysisOptions;
import io.kprofefe.cli.option.Arguments;
import io.kprofefe.cli.option.DiffOptions;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.StoreOptions;
import io.kprofefe.cli.option.UsageException;
import io.kprofefe.print.OutputFormat;
import io.kprofefe.print.Printer;
import io.kprofefe.profile.Untrusted;
import io.kprofefe.run.ExitCode;
import io.kprofefe.store.NewFile;
import io.kprofefe.store.ProfileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code kprofefe diff}: what got dearer and what got cheaper between two sets of profiles. CPU
 * time and deltas are compared per second of profile. What is there at an instant, as heap in use
 * and goroutines, by the mean of a profile. What is counted from a process's start, as allocations
 * and contentions, by shares of the total: a release that was just started would else look cheap.
 */
final class Diff implements Command {

  private static final List<OptionGroup> OF_STORE =
      Stream.concat(Reading.GROUPS.stream(), Stream.of(DiffOptions.BASE)).toList();

  /** The two sets. */
  private record Sets(Reading before, Reading after) {

    String title() {
      return before.title().equals(after.title())
          ? after.title() + " before and after"
          : before.title() + " and " + after.title();
    }
  }

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public String summary() {
    return "Compares two files, or a store's profiles of two times or labels: what got dearer, cheaper";
  }

  @Override
  public String words() {
    return "[BEFORE AFTER]";
  }

  @Override
  public List<OptionGroup> groups() {
    return Stream.concat(
            OF_STORE.stream(),
            Stream.of(DiffOptions.GROUP, AnalysisOptions.TOP, OutputOptions.GROUP))
        .toList();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "kprofefe diff cpu-1.pb.gz cpu-2.pb.gz",
        "kprofefe diff --fail-above 5% --out diff.html cpu-1.pb.gz cpu-2.pb.gz",
        "kprofefe diff --profefe-url http://profefe:10100 --service web --from 1h --rows 20",
        "kprofefe diff --dir profiles --service web --from 1h --base-from 25h --base-to 24h",
        "kprofefe diff --dir profiles --service web --type heap --base-label version=1 --label version=2");
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, CommandFailure, IOException {
    OutputFormat format = OutputOptions.format(arguments);
    int rows = AnalysisOptions.rows(arguments);
    Optional<Path> out = DiffOptions.out(arguments);
    var gate = new DiffGate(DiffOptions.limits(arguments));
    var per = DiffOptions.per(arguments);
    Sets sets = sets(arguments);
    var diff =
        new ProfileDiff(AnalysisOptions.view(arguments), AnalysisOptions.LIMITS, out.isPresent());
    sets.before().forEach((_, profile) -> diff.add(Side.BEFORE, profile));
    sets.after().forEach((_, profile) -> diff.add(Side.AFTER, profile));
    Optional<String> missing = missing(diff, sets);
    if (missing.isPresent()) {
      return nothing(missing.get(), gate, console);
    }
    Comparison compared = compared(diff, per);
    new Printer(console.out(), format).print(compared, rows);
    if (out.isPresent()) {
      Path page = NewFile.write(out.get(), file -> diff.writeHtml(sets.title(), compared, file));
      tell("Flame graph: " + Untrusted.whole(page.toString()), format, console);
    }
    List<String> exceeded = gate.exceeded(compared);
    console.out().flush(); // the table, then what is wrong with it
    exceeded.forEach(sentence -> console.screen().say("error: " + sentence));
    return exceeded.isEmpty() ? ExitCode.OK.code() : DiffGate.EXCEEDED;
  }

  /** What a program reads stays what it is. */
  private static void tell(String sentence, OutputFormat format, Console console) {
    if (format.isForPeople()) {
      console.out().println("\n" + sentence);
    } else {
      console.screen().say(sentence);
    }
  }

  private static Sets sets(Arguments arguments) throws UsageException {
    List<String> words = arguments.words();
    if (words.isEmpty()) {
      DiffOptions.Sides sides = DiffOptions.sides(arguments);
      StoreOptions.Places place = StoreOptions.onePlace(arguments);
      ProfileStore store = Stores.toRead(place);
      return new Sets(
          new Reading.OfStore(store, place.shown(), sides.before()),
          new Reading.OfStore(store, place.shown(), sides.after()));
    }
    if (words.size() != 2) {
      throw new UsageException(
          "two files are compared, BEFORE and AFTER, and %d given; several can be one by merge"
              .formatted(words.size()));
    }
    Reading.refuse(OF_STORE, arguments);
    return new Sets(
        new Reading.OfFiles(words.subList(0, 1)), new Reading.OfFiles(words.subList(1, 2)));
  }

  /** The sentence about the side that has no profile. */
  private static Optional<String> missing(ProfileDiff diff, Sets sets) {
    if (diff.isEmpty(Side.BEFORE)) {
      return Optional.of(sets.before().notFound());
    }
    return diff.isEmpty(Side.AFTER) ? Optional.of(sets.after().notFound()) : Optional.empty();
  }

  /** Empty is no error, but a gate must not let it pass. */
  private static int nothing(String missing, DiffGate gate, Console console) throws CommandFailure {
    if (!gate.limits().isEmpty()) {
      throw new CommandFailure("nothing to judge: " + missing);
    }
    console.screen().say(missing);
    return ExitCode.OK.code();
  }

  private static Comparison compared(ProfileDiff diff, Optional<Per> per) throws CommandFailure {
    try {
      return diff.compared(per);
    } catch (AnalysisException refused) {
      throw new CommandFailure(String.valueOf(refused.getMessage()), refused);
    }
  }
}
