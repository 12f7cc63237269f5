package io.kprofefe.cli.option;

import io.kprofefe.analysis.Per;
import io.kprofefe.cli.option.ReadOptions.Wanted;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is compared with what, and when that is too much. */
public final class DiffOptions {

  private static final Allowed<Instant> TIME = Times.seenFrom(InstantSource.system());
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,6}([.][0-9]{1,9})?%?");
  private static final Path STANDARD_OUTPUT = Path.of("-");

  static final Option<Optional<Instant>> BASE_FROM =
      Option.optional(
          "--base-from",
          "TIME",
          TIME,
          "compared with profiles not older than this; else as long before --base-to as --from is"
              + " before --to");

  static final Option<Optional<Instant>> BASE_TO =
      Option.optional(
          "--base-to",
          "TIME",
          TIME,
          "compared with profiles not newer than this; else those before --from");

  static final Option<List<Label>> BASE_LABEL =
      Option.list(
          "--base-label",
          "KEY=VALUE,…",
          Allowed.label(),
          "compared with profiles with all these labels in place of those of --label, in the same"
              + " time unless another is given");

  static final Option<Optional<Per>> PER =
      Option.optional(
          "--per",
          "WHAT",
          Allowed.oneOf(Arrays.asList(Per.values()), Per::word),
          "what both sides are divided by: second (of profile), profile, or total (each by its own);"
              + " else profile for what is there at an instant, second where all profiles say how"
              + " long they took, and total for what is counted from a process's start");

  static final Option<Optional<Double>> FAIL_ABOVE =
      Option.optional(
          "--fail-above",
          "PERCENT",
          percent(),
          "exit with 2 when all that is looked at got dearer by more than this, and with 1 when that"
              + " cannot be said");

  static final Option<Optional<Double>> FAIL_FUNCTION_ABOVE =
      Option.optional(
          "--fail-function-above",
          "PERCENT",
          percent(),
          "the same for any single function: its own cost (flat) grew by more than this part of the"
              + " whole cost before");

  static final Option<Optional<Path>> OUT =
      Option.optional(
          "--out",
          "FILE",
          Allowed.path("the path of a file, such as diff.html"),
          "a page to write as well: a flame graph as wide as after, in the colours of the changes; a"
              + " file that is there stays, and the page gets a numbered name");

  /** Of a store: with what. */
  public static final OptionGroup BASE =
      new OptionGroup("Compared with", List.of(BASE_FROM, BASE_TO, BASE_LABEL));

  public static final OptionGroup GROUP =
      new OptionGroup("Comparison", List.of(PER, FAIL_ABOVE, FAIL_FUNCTION_ABOVE, OUT));

  private DiffOptions() {}

  /** What a store is asked for on each side. */
  public record Sides(Wanted before, Wanted after) {}

  /** When it is too much, in percent; never, when empty. */
  public record Limits(Optional<Double> total, Optional<Double> function) {

    public boolean isEmpty() {
      return total.isEmpty() && function.isEmpty();
    }
  }

  /** Two times, two labels, or both. */
  public static Sides sides(Arguments arguments) throws UsageException {
    Wanted after = ReadOptions.read(arguments);
    var labels = new Labels(arguments.get(BASE_LABEL));
    if (!labels.isEmpty() && after.labels().isEmpty()) {
      throw new UsageException(
          "%s without %s: what shall be compared with it?"
              .formatted(BASE_LABEL.name(), ReadOptions.LABEL.name()));
    }
    Wanted before = labels.isEmpty() ? after : after.labelled(labels);
    Optional<Instant> from = arguments.get(BASE_FROM);
    Optional<Instant> to = arguments.get(BASE_TO);
    if (labels.isEmpty() || from.isPresent() || to.isPresent()) {
      before = between(from, to, before);
    }
    return new Sides(before, after);
  }

  public static Limits limits(Arguments arguments) throws UsageException {
    return new Limits(arguments.get(FAIL_ABOVE), arguments.get(FAIL_FUNCTION_ABOVE));
  }

  /** What both sides are divided by, when that was said. */
  public static Optional<Per> per(Arguments arguments) throws UsageException {
    return arguments.get(PER);
  }

  /** The page, when one is wanted. */
  public static Optional<Path> out(Arguments arguments) throws UsageException {
    Optional<Path> out = arguments.get(OUT);
    if (out.filter(STANDARD_OUTPUT::equals).isPresent()) {
      throw new UsageException(
          OUT.name() + " -: standard output is for the comparison: give the page a file");
    }
    return out;
  }

  private static Wanted between(Optional<Instant> from, Optional<Instant> to, Wanted wanted)
      throws UsageException {
    Instant end = to.orElse(wanted.from().minusNanos(1));
    Instant start = from.orElse(end.minus(Duration.between(wanted.from(), wanted.to())));
    if (start.isAfter(end)) {
      throw new UsageException(
          "%s (%s) is after %s (%s): nothing can lie between"
              .formatted(
                  BASE_FROM.name(),
                  start,
                  to.isPresent() ? BASE_TO.name() : ReadOptions.FROM.name(),
                  end));
    }
    return wanted.between(start, end);
  }

  private static Allowed<Double> percent() {
    return new Allowed<>(
        "a part in percent, such as 5% or 0.5%",
        text ->
            Optional.of(text)
                .filter(PERCENT.asMatchPredicate())
                .map(given -> Double.parseDouble(given.replace("%", ""))));
  }
}
