package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cli.option.Option;
import io.kprofefe.cli.option.OptionGroup;
import io.kprofefe.cli.option.OutputOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of every command refuses a wrong value in the same words, with exit code 64. */
class WrongValueTest {

  /** Something wrong for each option; empty where every text is right but none. */
  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("--namespace", "Shop_"),
          Map.entry("--all-namespaces", "maybe"),
          Map.entry("--selector", ""),
          Map.entry("--field-selector", ""),
          Map.entry("--shard", "4/4"),
          Map.entry("--pods-per-service", "0%"),
          Map.entry("--run-id", "a b"),
          Map.entry("--annotations", "prometheus"),
          Map.entry("--host-network", "maybe"),
          Map.entry("--pod-cidr", "10.0.0.0/33"),
          Map.entry("--declared-ports-only", "1"),
          Map.entry("--qualify-services", "yes"),
          Map.entry("--via", "proxy"),
          Map.entry("--allow-port-forward", "maybe"),
          Map.entry("--target-grant-namespace", "Shop_"),
          Map.entry("--target-grant-selector", "app in web"),
          Map.entry("--target-token-file", ""),
          Map.entry("--target-basic-auth-file", ""),
          Map.entry("--target-ca-file", ""),
          Map.entry("--target-client-certificate", ""),
          Map.entry("--target-client-key", ""),
          Map.entry("--target-service-account-token", "maybe"),
          Map.entry("--target-server-name", "a b"),
          Map.entry("--target-insecure-skip-tls-verify", "maybe"),
          Map.entry("--control-plane", "etcd"),
          Map.entry("--control-plane-insecure-skip-tls-verify", "maybe"),
          Map.entry("--port", "65536"),
          Map.entry("--path", "../debug"),
          Map.entry("--profiles", "heep"),
          Map.entry("--cpu-seconds", "0"),
          Map.entry("--trace-seconds", "1.5"),
          Map.entry("--delta", "heap"),
          Map.entry("--label", "tier"),
          Map.entry("--pod-labels", "=version"),
          Map.entry("--namespace-labels", "team=workload"),
          Map.entry("--owner-labels", "maybe"),
          Map.entry("--profefe-url", "ftp://profefe"),
          Map.entry("--profefe-token-file", ""),
          Map.entry("--profefe-basic-auth-file", ""),
          Map.entry("--profefe-ca-file", ""),
          Map.entry("--profefe-client-certificate", ""),
          Map.entry("--profefe-client-key", ""),
          Map.entry("--objects", "http://bucket"),
          Map.entry("--objects-endpoint", "s3://profiles"),
          Map.entry("--objects-region", "eu/west"),
          Map.entry("--objects-ca-file", ""),
          Map.entry("--objects-machine-role", "mine"),
          Map.entry("--dir", ""),
          Map.entry("--pyroscope-url", "pyroscope"),
          Map.entry("--pyroscope-tenant", "a|b"),
          Map.entry("--pyroscope-token-file", ""),
          Map.entry("--pyroscope-basic-auth-file", ""),
          Map.entry("--pyroscope-ca-file", ""),
          Map.entry("--pyroscope-client-certificate", ""),
          Map.entry("--pyroscope-client-key", ""),
          Map.entry("--pyroscope-connections", "0"),
          Map.entry("--pyroscope-max-decoded-size", "big"),
          Map.entry("--pyroscope-max-samples", "-1"),
          Map.entry("--pyroscope-max-age", "1"),
          Map.entry("--max-connections", "-1"),
          Map.entry("--max-bodies", "0"),
          Map.entry("--max-body-bytes", "1KiB"),
          Map.entry("--max-deliveries", "many"),
          Map.entry("--max-profile-size", "8 parsec"),
          Map.entry("--max-decoded-size", "0"),
          Map.entry("--max-skew", "10"),
          Map.entry("--connect-timeout", "0s"),
          Map.entry("--scrape-margin", "soon"),
          Map.entry("--deadline", "-5m"),
          Map.entry("--max-failure-ratio", "1.1"),
          Map.entry("--spool-dir", ""),
          Map.entry("--spool-max-bytes", "1"),
          Map.entry("--pushgateway-url", "pushgateway"),
          Map.entry("--pushgateway-token-file", ""),
          Map.entry("--pushgateway-basic-auth-file", ""),
          Map.entry("--pushgateway-ca-file", ""),
          Map.entry("--pushgateway-client-certificate", ""),
          Map.entry("--pushgateway-client-key", ""),
          Map.entry("--metrics-job", ""),
          Map.entry("--grouping", "job=mine"),
          Map.entry("--metrics-file", ""),
          Map.entry("--kubeconfig", ""),
          Map.entry("--context", ""),
          Map.entry("--cluster", ""),
          Map.entry("--user", ""),
          Map.entry("--server", "10.0.0.1"),
          Map.entry("--token", ""),
          Map.entry("--as", ""),
          Map.entry("--as-group", ""),
          Map.entry("--certificate-authority", ""),
          Map.entry("--client-certificate", ""),
          Map.entry("--client-key", ""),
          Map.entry("--insecure-skip-tls-verify", "perhaps"),
          Map.entry("--request-timeout", "1 moment"),
          Map.entry("--output", "xml"),
          Map.entry("--output-dir", ""),
          Map.entry("--dry-run", "wet"),
          Map.entry("--log-format", "logfmt"),
          Map.entry("--verbose", "very"),
          Map.entry("--help", "me"),
          Map.entry("--service", ""),
          Map.entry("--all-services", "no"),
          Map.entry("--type", "heep"),
          Map.entry("--from", "yesterday"),
          Map.entry("--to", "2026-02-30"),
          Map.entry("--limit", "-1"),
          Map.entry("--sort-by", "size"),
          Map.entry("--no-headers", "none"),
          Map.entry("--base-from", "before"),
          Map.entry("--base-to", "2026-13-01"),
          Map.entry("--base-label", "=1.2"),
          Map.entry("--per", "minute"),
          Map.entry("--fail-above", "-5%"),
          Map.entry("--fail-function-above", "much"),
          Map.entry("--window", "90500ms"),
          Map.entry("--top", "0"),
          Map.entry("--max-series", "none"),
          Map.entry("--rows", "0"),
          Map.entry("--sample-type", ""),
          Map.entry("--focus", "("),
          Map.entry("--ignore", "("),
          Map.entry("--lines", "some"),
          Map.entry("--out", ""),
          Map.entry("--listen", "10100"),
          Map.entry("--keep", "0d"),
          Map.entry("--keep-bytes", "1"));

  @TempDir private Path folder;

  /** A command and one of its options. */
  record Case(Command command, Option<?> option) {
    @Override
    public String toString() {
      return command.name() + " " + option.name();
    }

    String wrong() {
      return Objects.requireNonNull(WRONG.get(option.name()), option.name());
    }
  }

  static List<Case> everyOption() {
    return Called.commands().stream().flatMap(WrongValueTest::options).toList();
  }

  static List<Case> everyOptionThatAVariableCanHoldWrongly() {
    return everyOption().stream()
        .filter(one -> !one.wrong().isEmpty() && !one.option().name().equals("--help"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void a_wrong_value_is_told_with_the_option_and_what_is_allowed(Case one) {
    var words = new ArrayList<>(List.of(one.command().name()));
    words.addAll(whatElseItNeeds(one));
    words.add(one.option().name() + "=" + one.wrong());

    Called called = Called.with(words);

    assertEquals(complaint(one.option().name(), one), called.err().lines().findFirst().orElse(""));
    assertEquals(64, called.code());
    assertEquals("", called.out());
  }

  @ParameterizedTest
  @MethodSource("everyOptionThatAVariableCanHoldWrongly")
  void a_wrong_value_in_a_variable_is_told_with_the_variable(Case one) {
    String variable = one.option().variables().getFirst();
    var words = new ArrayList<>(List.of(one.command().name()));
    words.addAll(whatElseItNeeds(one));

    Called called = Called.with(Map.of(variable, one.wrong()), words.toArray(String[]::new));

    assertEquals(complaint(variable, one), called.err().lines().findFirst().orElse(""));
    assertEquals(64, called.code());
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://me:geheim@profefe, ftp://***@profefe",
    "http://me:ge/heim@profefe, http://***@profefe",
    "http://me:ge@he/im@profefe, http://***@profefe",
    "http:/me:geheim@profefe, ***@profefe",
    "me:geheim@profefe:10100, ***@profefe:10100",
    "http://me:geheim@profefe?x, http://***@profefe?x",
  })
  void a_value_that_may_be_a_secret_is_not_repeated(String url, String shown) {
    Called called = Called.with(Map.of("KPROFEFE_PROFEFE_URL", url), "collect");

    assertTrue(called.err().contains("KPROFEFE_PROFEFE_URL " + shown + ": "), called.err());
    assertEquals(64, called.code());
  }

  private static Stream<Case> options(Command command) {
    return Stream.concat(command.groups().stream(), Stream.of(OutputOptions.SHARED))
        .map(OptionGroup::options)
        .flatMap(List::stream)
        .map(option -> new Case(command, option));
  }

  private static String complaint(String where, Case one) {
    String shown = one.wrong().isEmpty() ? "''" : one.wrong();
    String value = one.option().shape() == Option.Shape.SECRET ? "***" : shown;
    return "error: %s %s: allowed is %s".formatted(where, value, one.option().allowed());
  }

  /** So that the wrong value is the only thing wrong. */
  private List<String> whatElseItNeeds(Case one) {
    Map<String, List<String>> needed =
        Map.of(
            "diff", List.of("--dir=" + folder, "--service=web"),
            "series", List.of("--dir=" + folder, "--service=web"),
            "collect", List.of("--dir=" + folder),
            "merge", List.of("--dir=" + folder, "--service=web"),
            "top", List.of("--dir=" + folder, "--service=web"),
            "flame", List.of("--dir=" + folder, "--service=web"),
            "load", List.of("--dir=" + folder, "--service=web", folder.toString()),
            "get", List.of("profiles", "--dir=" + folder),
            "registry", List.of("--dir=" + folder));
    return needed.getOrDefault(one.command().name(), List.of()).stream()
        .filter(word -> !word.startsWith(one.option().name() + "="))
        .toList();
  }
}
