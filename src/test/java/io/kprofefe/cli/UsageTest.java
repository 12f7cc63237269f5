package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cli.option.Option;
import io.kprofefe.cli.option.OutputOptions;
import io.kprofefe.cli.option.Variable;
import io.kprofefe.target.OwnLabels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command line that cannot be done is answered, and what the help tells. */
class UsageTest {

  @Test
  void without_a_store_collect_tells_the_ways_to_go_on() {
    Called called = Called.with("collect", "-n", "shop");

    assertEquals(
        """
        error: no store given: where should profiles go?
          --profefe-url URL     a Profefe registry, e.g. http://profefe:10100
          --objects URL         object storage, e.g. s3://profiles/prod
          --dir DIR             a directory
          --pyroscope-url URL   a Grafana Pyroscope, e.g. http://pyroscope:4040
        """,
        called.err());
    assertEquals(64, called.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          collect --max-bodys 3           | unknown option --max-bodys; did you mean --max-bodies?
          collect --spool-dirs x          | unknown option --spool-dirs; did you mean --spool-dir?
          collect --profefe-ulr=geheim    | unknown option --profefe-ulr; did you mean --profefe-url?
          colect --dir x                  | unknown command colect; did you mean collect?
          version twice                   | unknown argument twice
          collect --profefe-url=http://p --profefe-token-file=a --profefe-basic-auth-file=b | --profefe-token-file and --profefe-basic-auth-file are both given: give one of both
          collect --profefe-url=https://p --profefe-client-key=a | --profefe-client-certificate and --profefe-client-key go together: give both, which may be one file
          collect --dir=x --pushgateway-url=http://p --pushgateway-ca-file=a | --pushgateway-ca-file, --pushgateway-client-certificate and --pushgateway-client-key serve with https alone: --pushgateway-url is not such a URL
          collect --profefe-url=http://p --profefe-token-file=/absent | for --profefe-url, the token file /absent does not exist
          collect --dir=x --pushgateway-url=http://p --pushgateway-basic-auth-file=/absent | for --pushgateway-url, the basic auth file /absent does not exist
          collect --dir                   | --dir without a value: allowed is the path of a directory
          collect --dir --dry-run         | --dir without a value: allowed is the path of a directory
          collect --dir a --dir b         | --dir a, and again --dir b: give it once
          collect --dir x -A -n shop      | --namespace and --all-namespaces are both given: give one of both
          collect --dir x web-0 -l a=b    | pods cannot be given by name when a selector is given: leave out one of both
          collect --dir x web-0 -A        | pods cannot be given by name across namespaces: give one namespace with -n
          collect --dir x web-0 -n a,b    | pods cannot be given by name across namespaces: give one namespace with -n
          collect --dir x Web!            | pod Web!: allowed is the name of a pod
          collect --cpu-seconds 300 --deadline 5m | --cpu-seconds 300 and --scrape-margin 15s do not fit into --deadline 5m: give the run more time, or take less
          collect --cpu-seconds 301       | --cpu-seconds 301: allowed is a whole number from 1 to 300
          collect --label a=1,b=2,a=1     | --label: a is given twice: give it once
          targets --request-timeout 25h   | --request-timeout 25h: allowed is a duration up to 24h such as 1s, 2m or 3h, or 0 for no limit
          targets --server https://u:p@h  | --server is "https://***@h": allowed is a URL without a password, such as https://10.0.0.1:6443
          targets --as-group dev          | --as-group is given without --as: whom to impersonate?
          targets --certificate-authority /nowhere | --certificate-authority /nowhere: no such file, or it cannot be read
          targets --client-certificate /nowhere | --client-certificate /nowhere: no such file, or it cannot be read
          targets --client-key /nowhere   | --client-key /nowhere: no such file, or it cannot be read
          collect --grouping stage=x      | --grouping stage=x: allowed is name=value with a Prometheus label name; taken are job, outcome, sink, stage, state, type, version
          collect --connect-timeout 16s   | --connect-timeout 16s is longer than --scrape-margin 15s, which holds for the whole answer: shorten it
          collect --max-profile-size 1GiB | --max-profile-size (1GiB) is larger than --max-decoded-size (64MiB): a profile is not smaller when unpacked
          collect --max-body-bytes 15MiB  | --max-body-bytes 15MiB is too little for one profile of --max-profile-size 8MiB, which is there twice for a moment: give 16MiB
          collect --grouping shard=0 --shard 2/4 | --grouping: shard is given by the run itself, which is shard 2/4: leave it out
          collect --shard 0/4 --shard 1/4 | --shard 0/4, and again --shard 1/4: give it once
          collect --grouping a=1,a=2      | --grouping: a is given twice: give it once
          collect --profefe-url http://u:p@h | --profefe-url holds a password, which a command line must not: give the URL in KPROFEFE_PROFEFE_URL
          top --dir x                     | no service given: whose profiles? --service NAME, --all-services, or files
          top --service a --all-services  | --service and --all-services are both given: give one of both
          top --service a                 | no store given: where should profiles come from?
          top --service a --dir x --profefe-url http://h | --profefe-url and --dir are both given: give one of both
          top cpu.pb.gz --service a       | files are given, and --service for a store: give one of both
          top --dir /nowhere --service a  | --dir /nowhere: there is no such directory
          diff cpu.pb.gz                  | two files are compared, BEFORE and AFTER, and 1 given; several can be one by merge
          diff a b c                      | two files are compared, BEFORE and AFTER, and 3 given; several can be one by merge
          diff a b --base-from 1h         | files are given, and --base-from for a store: give one of both
          diff a b --out -                | --out -: standard output is for the comparison: give the page a file
          diff --service a --dir x --base-label v=1 | --base-label without --label: what shall be compared with it?
          diff --service a --from 2026-11-21 --base-from 2026-11-22 | --base-from (2026-11-22T00:00:00Z) is after --from (2026-11-20T23:59:59.999999999Z): nothing can lie between
          series --service a --dir x --grouping service=b | --grouping: service is a label of the series themselves: take another name
          series --service a --dir x --from 2026-11-01 --to 2026-11-21 --window 1m | --window 1m: that is more than 11000 windows from 2026-11-01T00:00:00Z to 2026-11-21T00:00:00Z: take longer ones, or less time
          registry                        | --dir is missing: where are the profiles kept?
          help colect                     | unknown command colect: there is collect, targets, capture, load, get, merge, top, flame, diff, series, registry, completion, version, help
          completion | no shell named: there is completion bash, zsh, fish
          completion powershell | unknown shell powershell: there is completion bash, zsh, fish
          """)
  void what_cannot_be_done_is_said_in_one_line(String line, String complaint) {
    Called called = Called.with(line.split(" +"));

    assertEquals("error: " + complaint, called.err().lines().findFirst().orElse(""));
    assertEquals(64, called.code());
    assertEquals("", called.out());
  }

  static Stream<String> labelsOfOurOwn() {
    return Stream.concat(
        OwnLabels.KEYS.stream().sorted(), Stream.of("profile.type", "workload-type"));
  }

  @ParameterizedTest
  @MethodSource("labelsOfOurOwn")
  void no_run_sets_a_label_that_says_where_a_profile_is_from(String key) {
    Called called = Called.with("collect", "--dir=x", "--label", "a=b," + key + "=other");

    assertEquals(
        "error: --label %s=other: allowed is key=value of at most 128 characters; the keys"
                .formatted(key)
            + " container, namespace, node, pod, profile_type, workload, workload_type are"
            + " kprofefe's own\n",
        called.err());
    assertEquals(64, called.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --pod-labels=app=a,tier=a        | --pod-labels: two labels are to be a: give one of them another name
          --namespace-labels=team,team=who | --namespace-labels: team is given twice: give it once
          """)
  void labels_that_contradict_each_other_are_refused(String option, String said) {
    Called called = Called.with("targets", option);

    assertEquals("error: " + said + "\n", called.err());
    assertEquals(64, called.code());
  }

  @Test
  void without_a_command_the_commands_are_shown() {
    Called called = Called.with();

    assertEquals(64, called.code());
    assertTrue(called.err().startsWith("error: no command given"), called.err());
    assertTrue(called.err().contains("collect"), called.err());
  }

  @Test
  void an_option_wins_over_its_variable() {
    Called called = Called.with(Map.of("KPROFEFE_MAX_BODIES", "0"), "collect", "--max-bodies", "1");

    assertTrue(called.err().startsWith("error: no store given"), called.err());
  }

  @Test
  void an_empty_variable_is_not_set() {
    Called called = Called.with(Map.of("KPROFEFE_MAX_BODIES", ""), "collect");

    assertTrue(called.err().startsWith("error: no store given"), called.err());
  }

  @ParameterizedTest
  @CsvSource({"KPROFEFE_NAMESPACE, shop, -A", "KPROFEFE_ALL_NAMESPACES, true, -nshop"})
  void what_is_said_wins_over_the_variable_that_says_the_opposite(
      String variable, String value, String said) {
    Called called =
        Called.with(
            Map.of(variable, value), "targets", said, "--kubeconfig", "/nowhere/kubeconfig");

    assertTrue(called.err().contains("/nowhere/kubeconfig"), called.err());
  }

  static List<Command> commands() {
    return Called.commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_tells_every_option_with_its_default_and_an_example(Command command) {
    Called called = Called.with(command.name(), "--help");

    assertEquals(0, called.code());
    assertEquals("", called.err());
    String text = String.join(" ", called.out().split("\\s+"));
    assertTrue(text.startsWith(command.summary()), text);
    options(command).forEach(option -> assertTrue(text.contains(helpOf(option)), option.name()));
    command.examples().forEach(line -> assertTrue(text.contains(line), line));
    assertEquals(called.out(), Called.with("help", command.name()).out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void the_program_lists_every_command(Command command) {
    Called called = Called.with("--help");

    assertEquals(0, called.code());
    assertTrue(called.out().contains("  " + command.name() + " "), command.name());
    assertEquals(called.out(), Called.with("help").out());
  }

  @Test
  void no_line_of_help_is_wider_than_a_hundred_characters() {
    Stream.concat(
            Called.with("--help").out().lines(),
            commands().stream()
                .flatMap(command -> Called.with(command.name(), "--help").out().lines()))
        .forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @ParameterizedTest
  @EnumSource
  void help_tells_every_variable_that_is_no_options(Variable variable) {
    String text = String.join(" ", Called.with("help").out().split("\\s+"));

    assertTrue(
        text.contains("%s %s %s".formatted(variable, variable.label(), variable.meaning())), text);
  }

  @Test
  void under_kubectl_the_help_says_what_to_write_there() {
    var kubectl = Map.of("KPROFEFE_CALLED_AS", "kubectl profefe");

    String all = Called.with(kubectl, "help").out();
    assertTrue(all.contains("Usage: kubectl profefe COMMAND [OPTIONS]"), all);
    assertTrue(all.contains("kubectl profefe help COMMAND tells more."), all);
    String one = Called.with(kubectl, "top", "--help").out();
    assertTrue(one.contains("Usage: kubectl profefe top [FILE…] [OPTIONS]"), one);
    assertTrue(one.contains("\n  kubectl profefe top --dir"), one);
    assertFalse(one.contains("  kprofefe "), one);
    String without = Called.with(kubectl).err();
    assertTrue(without.contains("Usage: kubectl profefe COMMAND"), without);
  }

  @ParameterizedTest
  @CsvSource({"version", "--version"})
  void the_version_is_told(String word) {
    Called called = Called.with(word);

    assertEquals(0, called.code());
    assertTrue(called.out().matches("kprofefe \\S+ \\(Java 25.*\\)\n"), called.out());
  }

  private static Stream<Option<?>> options(Command command) {
    return Stream.concat(command.groups().stream(), Stream.of(OutputOptions.SHARED))
        .flatMap(group -> group.options().stream());
  }

  private static String helpOf(Option<?> option) {
    String label = option.label().isEmpty() ? "" : " " + option.label();
    String otherwise = option.byDefault().isEmpty() ? "" : " (default " + option.byDefault() + ")";
    return String.join(", ", option.names()) + label + " " + option.meaning() + otherwise;
  }
}
