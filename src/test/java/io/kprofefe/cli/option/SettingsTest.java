package io.kprofefe.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option does something: what is said to it stands in the settings that the rooms get. */
class SettingsTest {

  static List<SettingCase> cases() {
    return Stream.of(RunCases.all(), ReadingCases.all()).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_said_stands_in_the_settings(SettingCase one) throws UsageException {
    String shown = String.valueOf(one.settings().read(one.arguments()));

    assertTrue(shown.contains(one.shown()), shown);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_variable_says_the_same(SettingCase one) throws UsageException {
    String shown = String.valueOf(one.settings().read(one.fromEnvironment()));

    assertTrue(shown.contains(one.shown()), shown);
  }

  /** {@code --help} is the one option that settings do not show. */
  @Test
  void no_option_is_left_out_here() {
    assertEquals(
        Stream.of(
                ClusterOptions.GROUP,
                PodOptions.GROUP,
                RouteOptions.GROUP,
                TargetOptions.GROUP,
                ProfileOptions.GROUP,
                StoreOptions.WHERE_TO,
                BoundOptions.GROUP,
                MetricsOptions.GROUP,
                ReadOptions.GROUP,
                ReadOptions.LISTED,
                GetOptions.GROUP,
                LoadOptions.GROUP,
                OutputOptions.GROUP,
                OutputOptions.SHARED,
                CollectOptions.GROUP,
                AnalysisOptions.TOP,
                AnalysisOptions.FLAME,
                AnalysisOptions.MERGE,
                DiffOptions.BASE,
                DiffOptions.GROUP,
                SeriesOptions.GROUP,
                MetricsOptions.PUSHED,
                RegistryOptions.GROUP)
            .flatMap(group -> group.options().stream())
            .filter(option -> !option.equals(OutputOptions.HELP))
            .map(SettingsTest::named)
            .distinct()
            .sorted()
            .toList(),
        cases().stream().map(one -> named(one.option())).distinct().sorted().toList());
  }

  @Test
  void where_nothing_is_said_the_documented_values_hold() throws UsageException {
    var nothing = new Arguments(Map.of(), List.of(), Map.of());
    var rules = RouteOptions.rules(nothing);

    assertEquals(
        "Bounds[scrape=ScrapeSettings[connectTimeout=PT5S, margin=PT15S, maxProfileBytes=8388608],"
            + " run=RunSettings[maxConnections=8192,"
            + " bodies=BodyBounds[number=64, bytes=50331648, largest=8388608], namespaceRatio=1.0,"
            + " limits=PprofLimits[decodedBytes=67108864, entries=1048576, ids=262144, depth=8192],"
            + " maxSkew=PT10M, deadline=PT8M, maxFailureRatio=0.2]]",
        BoundOptions.read(nothing, rules).toString());
    assertEquals(
        "Delivering[atOnce=32, spoolFolder=Optional.empty, spoolBytes=1073741824]",
        BoundOptions.delivering(nothing).toString());
    assertEquals("[CPU, HEAP, GOROUTINE, MUTEX]", rules.profiles().toString());
    assertEquals("PT30S PT1S", rules.cpuTime() + " " + rules.traceTime());
    assertEquals("[home]", PodOptions.read(nothing).seenFrom("home").namespaces().toString());
  }

  /** Options of one name differ by what they are for. */
  private static String named(Option<?> option) {
    return option.name() + ": " + option.meaning();
  }
}
