package io.kprofefe.cli.option;

import io.kprofefe.cli.option.GetOptions.Subject;
import io.kprofefe.cli.option.SettingCase.Settings;
import java.util.List;
import java.util.stream.Stream;

/** The options of who reads what is kept, and those of all. */
final class ReadingCases {

  private ReadingCases() {}

  static List<SettingCase> all() {
    return Stream.of(reading(), showing(), loading(), comparing(), series(), others())
        .flatMap(List::stream)
        .toList();
  }

  private static List<SettingCase> reading() {
    Settings settings = ReadOptions::read;
    return List.of(
        new SettingCase(ReadOptions.SERVICE, "web", "service=Optional[web]", settings),
        new SettingCase(ReadOptions.ALL_SERVICES, "true", "service=Optional.empty", settings),
        ofAll(ReadOptions.TYPE, "allocs", "word=allocs"),
        new SettingCase(ReadOptions.ANY_TYPE, "heap", "word=heap", ReadOptions::readListed),
        ofAll(ReadOptions.FROM, "2025-11-21", "from=2025-11-21T00:00:00Z"),
        ofAll(ReadOptions.FROM, "2025-11-21T13:30:00+02:00", "from=2025-11-21T11:30:00Z"),
        ofAll(ReadOptions.TO, "2999-01-01T00:00:00Z", "to=2999-01-01T00:00:00Z"),
        ofAll(ReadOptions.LABEL, "a=b", "labels=Labels[list=[a=b]]"),
        ofAll(ReadOptions.LIMIT, "3", "limit=OptionalInt[3]"),
        ofAll(ReadOptions.LIMIT, "0", "limit=OptionalInt.empty"));
  }

  private static SettingCase ofAll(Option<?> option, String said, String shown) {
    return new SettingCase(option, said, shown, ReadOptions::read)
        .besides(ReadOptions.ALL_SERVICES, "true");
  }

  private static List<SettingCase> showing() {
    Settings list = said -> GetOptions.shown(said, new Subject.Profiles());
    Settings one = said -> GetOptions.shown(said, new Subject.OneProfile("id"));
    return List.of(
        new SettingCase(GetOptions.OUTPUT, "wide", "format=Optional[WIDE]", list),
        new SettingCase(GetOptions.OUTPUT, "pprof", "format=Optional.empty", one),
        new SettingCase(GetOptions.SORT_BY, "age", "order=AGE", list),
        new SettingCase(GetOptions.NO_HEADERS, "true", "headings=false", list),
        new SettingCase(GetOptions.OUT, "a.pb", "out=Optional[a.pb]", one)
            .besides(GetOptions.OUTPUT, "pprof"));
  }

  private static List<SettingCase> loading() {
    Settings settings = LoadOptions::read;
    return List.of(
        new SettingCase(LoadOptions.SERVICE, "web", "service=web", settings),
        new SettingCase(LoadOptions.TYPE, "block", "word=block", settings)
            .besides(LoadOptions.SERVICE, "web"),
        new SettingCase(LoadOptions.LABEL, "b=1,a=", "Labels[list=[a=, b=1]]", settings)
            .besides(LoadOptions.SERVICE, "web"));
  }

  private static List<SettingCase> comparing() {
    Settings sides = DiffOptions::sides;
    return Stream.of(
            new SettingCase(
                DiffOptions.BASE_FROM, "2025-11-21", "from=2025-11-21T00:00:00Z", sides),
            new SettingCase(DiffOptions.BASE_TO, "2025-11-21", "to=2025-11-21T00:00:00Z", sides),
            new SettingCase(DiffOptions.BASE_LABEL, "v=1", "labels=Labels[list=[v=1]]", sides)
                .besides(ReadOptions.LABEL, "v=2"),
            new SettingCase(DiffOptions.PER, "profile", "PROFILE", DiffOptions::per),
            new SettingCase(
                DiffOptions.FAIL_ABOVE, "5%", "total=Optional[5.0]", DiffOptions::limits),
            new SettingCase(
                DiffOptions.FAIL_FUNCTION_ABOVE,
                "0.5",
                "function=Optional[0.5]",
                DiffOptions::limits),
            new SettingCase(DiffOptions.OUT, "d.html", "Optional[d.html]", DiffOptions::out))
        .map(one -> one.besides(ReadOptions.ALL_SERVICES, "true"))
        .toList();
  }

  private static List<SettingCase> series() {
    Settings windows = said -> SeriesOptions.windows(said, ReadOptions.read(said));
    return Stream.of(
            new SettingCase(SeriesOptions.WINDOW, "5m", "length=PT5M", windows),
            new SettingCase(SeriesOptions.TOP, "3", "ofService=3", SeriesOptions::bounds),
            new SettingCase(SeriesOptions.MAX_SERIES, "30", "all=30", SeriesOptions::bounds),
            new SettingCase(SeriesOptions.OUT, "s.txt", "Optional[s.txt]", SeriesOptions::out))
        .map(one -> one.besides(ReadOptions.ALL_SERVICES, "true"))
        .toList();
  }

  private static List<SettingCase> others() {
    Settings registry = said -> RegistryOptions.read(said, "1.0");
    return List.of(
        new SettingCase(OutputOptions.OUTPUT, "yaml", "YAML", OutputOptions::format),
        new SettingCase(OutputOptions.LOG_FORMAT, "json", "JSON", OutputOptions::logFormat),
        new SettingCase(OutputOptions.VERBOSE, "true", "true", OutputOptions::verbose),
        new SettingCase(CollectOptions.DRY_RUN, "true", "true", CollectOptions::dryRun),
        new SettingCase(AnalysisOptions.ROWS, "3", "3", AnalysisOptions::rows),
        new SettingCase(
            AnalysisOptions.SAMPLE_TYPE, "alloc_space", "alloc_space", AnalysisOptions::view),
        new SettingCase(
            AnalysisOptions.FOCUS, "^main\\.", "focus=Optional[^main\\.]", AnalysisOptions::view),
        new SettingCase(
            AnalysisOptions.IGNORE, "futex$", "ignore=Optional[futex$]", AnalysisOptions::view),
        new SettingCase(AnalysisOptions.LINES, "true", "lines=true", AnalysisOptions::view),
        new SettingCase(
            AnalysisOptions.MERGE_OUT, "a.pb.gz", "Optional[a.pb.gz]", AnalysisOptions::mergeOut),
        new SettingCase(
            AnalysisOptions.MERGE_OUT, "-", "Optional.empty", AnalysisOptions::mergeOut),
        new SettingCase(AnalysisOptions.OUT, "a.html", "Optional[a.html]", AnalysisOptions::out),
        new SettingCase(AnalysisOptions.OUT, "./-", "Optional[./-]", AnalysisOptions::out),
        new SettingCase(AnalysisOptions.OUT, "-", "Optional.empty", AnalysisOptions::out),
        new SettingCase(RegistryOptions.LISTEN, "127.0.0.9:81", "listen=/127.0.0.9:81", registry),
        new SettingCase(RegistryOptions.LISTEN, "[::1]:0", "listen=/[0:0:0:0:0:0:0:1]:0", registry),
        new SettingCase(RegistryOptions.KEEP, "7d", "keep=Optional[PT168H]", registry),
        new SettingCase(
            RegistryOptions.KEEP_BYTES, "1GiB", "keepBytes=OptionalLong[1073741824]", registry),
        new SettingCase(
            RegistryOptions.MAX_PROFILE_SIZE, "2KiB", "maxProfileBytes=2048", registry));
  }
}
