package io.kprofefe.cli.option;

import io.kprofefe.print.OutputFormat;
import io.kprofefe.profile.Untrusted;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a store is asked to show, and how. */
public final class GetOptions {

  private static final String PPROF = "pprof";
  private static final Path STANDARD_OUTPUT = Path.of("-");

  /** Empty is the profile itself. */
  static final Option<Optional<OutputFormat>> OUTPUT =
      Option.of(
          "-o/--output",
          "FORMAT",
          Allowed.oneOf(
              Stream.concat(
                      Arrays.stream(OutputFormat.values()).map(Optional::of),
                      Stream.of(Optional.<OutputFormat>empty()))
                  .toList(),
              format -> format.map(OutputFormat::word).orElse(PPROF)),
          OutputFormat.TABLE.word(),
          "on standard output: table, wide, json, yaml or name; pprof is one profile itself");

  static final Option<SortColumn> SORT_BY =
      Option.of(
          "--sort-by",
          "COLUMN",
          Allowed.oneOf(Arrays.asList(SortColumn.values()), SortColumn::word),
          SortColumn.CREATED.word(),
          "profiles: by created the newest is the last, by age the first");

  static final Option<Boolean> NO_HEADERS = Option.flag("--no-headers", "a table's rows alone");

  static final Option<Optional<Path>> OUT =
      Option.optional(
          "--out",
          "FILE",
          Allowed.path("the path of a file, such as web.pb.gz, or - for standard output"),
          "the file that -o pprof writes, which it implies; a file that is there stays, and this gets"
              + " a numbered name; else standard output, unless that is a terminal");

  public static final OptionGroup GROUP =
      new OptionGroup("Output", List.of(OUTPUT, SORT_BY, NO_HEADERS, OUT));

  private GetOptions() {}

  /** What is asked for. */
  public sealed interface Subject {

    /** The names of all services. */
    record Services() implements Subject {}

    /** The profiles that a query finds. */
    record Profiles() implements Subject {}

    /** The profile of this id. */
    record OneProfile(String id) implements Subject {}
  }

  /**
   * How it is shown.
   *
   * @param format empty is the profile itself
   * @param out the file for that; empty is standard output
   */
  public record Shown(
      Optional<OutputFormat> format, SortColumn order, boolean headings, Optional<Path> out) {}

  /** What is asked for; options that say nothing about it are refused. */
  public static Subject subject(Arguments arguments) throws UsageException {
    Subject subject = named(arguments.words());
    if (!(subject instanceof Subject.Profiles)) {
      for (Option<?> option : ofProfilesAlone()) {
        if (arguments.onCommandLine(option)) {
          throw new UsageException(option.name() + " is for get profiles: leave it out");
        }
      }
    }
    return subject;
  }

  public static Shown shown(Arguments arguments, Subject subject) throws UsageException {
    boolean intoFile = arguments.onCommandLine(OUT) && !arguments.onCommandLine(OUTPUT);
    Optional<OutputFormat> format =
        intoFile && subject instanceof Subject.OneProfile
            ? Optional.empty()
            : arguments.get(OUTPUT);
    Optional<Path> out = arguments.get(OUT);
    if (format.isEmpty() && !(subject instanceof Subject.OneProfile)) {
      throw new UsageException("-o pprof is for one profile: get profile ID -o pprof");
    }
    if (format.isPresent() && arguments.onCommandLine(OUT)) {
      throw new UsageException(
          "--out is for one profile, with -o pprof; else redirect standard output");
    }
    return new Shown(
        format,
        arguments.get(SORT_BY),
        !arguments.get(NO_HEADERS),
        out.filter(file -> !file.equals(STANDARD_OUTPUT)));
  }

  private static List<Option<?>> ofProfilesAlone() {
    return Stream.concat(ReadOptions.LISTED.options().stream(), Stream.of(SORT_BY)).toList();
  }

  private static Subject named(List<String> words) throws UsageException {
    String what = words.isEmpty() ? "" : words.getFirst();
    int further = words.size() - 1;
    return switch (what) {
      case "services" -> alone(new Subject.Services(), words);
      case "profiles" -> alone(new Subject.Profiles(), words);
      case "profile" -> {
        if (further != 1) {
          throw new UsageException("get profile takes one ID; get profiles tells them");
        }
        yield new Subject.OneProfile(words.getLast());
      }
      default ->
          throw new UsageException(
              (what.isEmpty() ? "nothing named" : "unknown thing " + Untrusted.shown(what))
                  + ": there is get services, get profiles and get profile ID");
    };
  }

  private static Subject alone(Subject subject, List<String> words) throws UsageException {
    if (words.size() > 1) {
      throw new UsageException(
          "unknown argument %s: get profile ID shows one profile"
              .formatted(Untrusted.shown(words.get(1))));
    }
    return subject;
  }
}
