package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cli.TwoPlaces.Place;
import io.kprofefe.cli.option.Option;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.ApiFault;
import io.kprofefe.testing.FakeApiServer;
import io.kprofefe.testing.TestPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell is answered that asks what a line can go on with. */
class CompleteTest {

  /** Where something is found, however slow the machine. */
  private static final Map<String, String> PATIENT = Map.of("KPROFEFE_COMPLETION_TIMEOUT", "1m");

  private static final Path PROFILE = Path.of("src/test/resources/profile/profefe-cpu.pb.gz");

  @TempDir private Path folder;
  private FakeApiServer api;
  private TwoPlaces places;
  private Path kubeconfig;

  @BeforeEach
  void a_cluster_and_a_store() throws Exception {
    api = FakeApiServer.start();
    kubeconfig = api.kubeconfig(folder);
    api.with(
        TestPod.enabled("shop", "web-0"),
        TestPod.enabled("shop", "web-1"),
        TestPod.enabled("shop", "db-0"),
        TestPod.enabled("mail", "relay-0"));
    places = new TwoPlaces(Files.createDirectories(folder.resolve("profiles")));
    store("web", Duration.ofHours(3));
    store("web", Duration.ofMinutes(12));
    store("db", Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    api.close();
    places.close();
  }

  /** Words of a line, the last not whole; what is offered, as words; how the shell goes on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                            | collect targets … help                      | 4
          t                             | targets top                                 | 4
          nothing-like-it               | ''                                          | 4
          help m                        | merge                                       | 4
          get ''                        | services profiles profile                   | 4
          get profiles ''               | ''                                          | 4
          get --dir x prof              | profiles profile                            | 4
          get services x ''             | ''                                          | 4
          completion ''                 | bash zsh fish                               | 4
          version ''                    | ''                                          | 4
          top ''                        | ''                                          | 0
          top --li                      | --limit --lines                             | 4
          top --lines --li              | --limit                                     | 4
          top --type ''                 | cpu heap … other                            | 4
          top --type gor                | goroutine                                   | 4
          top --type=gor                | --type=goroutine                            | 4
          top --type cpu --type         | ''                                          | 4
          top -o ''                     | table wide json yaml name                   | 4
          top -oj                       | -ojson                                      | 4
          top -o=j                      | -o=json                                     | 4
          top -vo y                     | yaml                                        | 4
          get -o p                      | pprof                                       | 4
          get --sort-by s               | service                                     | 4
          collect --profiles cpu,h      | cpu,heap                                    | 4
          collect --profiles=cpu,heap,t | --profiles=cpu,heap,threadcreate --profiles=cpu,heap,trace | 4
          collect --profiles=heap,h     | ''                                          | 4
          collect --label a=b --lab     | --label                                     | 4
          collect --dry-run=t           | --dry-run=true                              | 4
          collect --log-format ''       | text json                                   | 4
          top --from ''                 | ''                                          | 4
          top --dir ''                  | ''                                          | 16
          top --dir=                    | ''                                          | 16
          top --dir x ''                | ''                                          | 0
          flame --out ''                | ''                                          | 0
          load -                        | --service … --help                          | 4
          load -- -                     | ''                                          | 0
          load - ''                     | ''                                          | 0
          top --no-such-option ''       | ''                                          | 0
          top --no-such-option=         | ''                                          | 4
          no-such-command ''            | collect … help                              | 4
          --vers                        | --version                                   | 4
          -v top --rows ''              | ''                                          | 4
          """)
  void a_line_goes_on_as_its_command_and_options_are_declared(
      String line, String offered, int directive) {
    Called called = completed(words(line));

    assertEquals(":" + directive, called.out().lines().toList().getLast());
    assertAllOf(offered.isEmpty() ? List.of() : List.of(offered.split(" ")), candidates(called));
    assertEquals("", called.err());
    assertEquals(0, called.code());
  }

  static List<Command> commands() {
    return Called.commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_option_of_every_command_is_offered_with_what_it_means(Command command) {
    List<String> lines = completed(command.name(), "-").out().lines().toList();

    for (Option<?> option : command.groups().stream().flatMap(g -> g.options().stream()).toList()) {
      assertTrue(lines.contains(option.name() + "\t" + option.meaning()), option.name());
    }
    assertTrue(candidates(completed("")).contains(command.name()));
  }

  @Test
  void old_names_are_not_offered() {
    assertEquals(List.of("--profefe-url"), candidates(completed("top", "--profefe-u")));
    assertEquals(List.of(), candidates(completed("top", "--profefe-h")));
  }

  @Test
  void it_is_not_in_the_help() {
    assertFalse(Called.with("help").out().contains("__complete"));
  }

  @Test
  void contexts_clusters_and_users_are_those_of_the_kubeconfig_and_nobody_is_asked()
      throws IOException {
    Path several =
        Files.writeString(
            folder.resolve("several"),
            """
            contexts:
            - {name: kind-dev, context: {cluster: c1, user: u1}}
            - {name: "arn:aws:eks:eu-west-1:1:cluster/prod", context: {cluster: c2, user: u2}}
            - {name: "evil$(touch x)", context: {cluster: c2, user: u2}}
            clusters: [{name: c1, cluster: {server: "https://192.0.2.1"}}, {name: c2, cluster: {}}]
            users: [{name: admin@c1, user: {}}]
            """);
    String file = several.toString();

    assertEquals(
        List.of("arn:aws:eks:eu-west-1:1:cluster/prod", "kind-dev"),
        candidates(completed("targets", "--kubeconfig", file, "--context", "")));
    assertEquals(
        List.of("c1", "c2"),
        candidates(completed("targets", "--kubeconfig=" + file, "--cluster", "c")));
    assertEquals(
        List.of("--user=admin@c1"),
        candidates(completed("targets", "--kubeconfig", file, "--user=")));
  }

  @Test
  void namespaces_come_from_the_api_server_page_by_page() {
    api.withPagesOf(1);

    assertEquals(List.of("mail", "shop"), candidates(onCluster("targets", "-n", "")));
    assertEquals(List.of("shop,mail"), candidates(onCluster("targets", "-n", "shop,")));
    assertEquals(List.of("-nshop"), candidates(onCluster("targets", "-ns")));
  }

  @ParameterizedTest
  @CsvSource({
    "targets -n shop '', db-0 web-0 web-1",
    "targets -n shop web-, web-0 web-1",
    "collect --namespace=shop web-0 w, web-1",
    "'targets -n shop web-1,', 'web-1,db-0 web-1,web-0'",
    "targets -n mail '', relay-0",
    "targets '', ''",
    "targets -A '', ''",
  })
  void pods_are_those_of_the_namespace(String line, String offered) {
    List<String> expected = offered.isEmpty() ? List.of() : List.of(offered.split(" "));

    assertEquals(expected, candidates(onCluster(words(line))));
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void services_are_those_of_the_store(Place place) {
    assertEquals(List.of("db", "web"), candidates(inStore(place, "top", "--service", "")));
    assertEquals(List.of("--service=web"), candidates(inStore(place, "top", "--service=w")));
    assertEquals(List.of("db", "web"), candidates(inStore(place, "load", "--service", "")));
  }

  @Test
  void a_store_can_be_named_by_a_variable() {
    var variable = Map.of("KPROFEFE_DIR", folder.resolve("profiles").toString());

    assertEquals(
        List.of("db", "web"),
        candidates(Called.with(variable, Complete.WORD, "top", "--service", "")));
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void profiles_are_told_by_their_ids_the_newest_first(Place place) {
    Called called = inStore(place, "get", "profile", "");

    List<String> lines = called.out().lines().toList();
    assertEquals(
        List.of("cpu of web, 12m ago", "cpu of db, 60m ago", "cpu of web, 3h ago"),
        lines.subList(0, 3).stream().map(line -> line.split("\t", 2)[1]).toList());
    assertEquals(":36", lines.getLast(), "no files, in this order");
    assertTrue(lines.getFirst().startsWith("web/cpu/"), lines.getFirst());
    assertEquals(List.of("db/"), servicesOf(candidates(inStore(place, "get", "profile", "db/"))));
  }

  @Test
  void of_a_service_with_many_profiles_the_newest_are_told() throws Exception {
    for (int minute = 0; minute < 60; minute++) {
      store("busy", Duration.ofMinutes(minute));
    }

    assertEquals(50, candidates(inStore(Place.DIRECTORY, "get", "profile", "busy/")).size());
  }

  /** Pods name their services, and their profiles are filed under these names. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(touch x)",
        "`id`",
        "a b",
        "a;b",
        "a|b",
        "a'b",
        "a\"b",
        "a\\b",
        "-rf",
        "~root",
        ":4",
        "\u001b[31mred",
        "a\nb",
        "a\tb",
        "\u202egnp",
        "*",
        "a>b",
        "a&b",
        "#a",
        "{a,b}"
      })
  void a_name_that_is_more_than_a_name_to_a_shell_is_not_offered(String service) throws Exception {
    store(service, Duration.ofMinutes(1));

    Called called = inStore(Place.DIRECTORY, "top", "--service", "");

    assertEquals("db\nweb\n:4\n", called.out());
    assertFalse(inStore(Place.DIRECTORY, "get", "profile", "").out().contains("\u001b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "targets --context ''",
        "targets -n ''",
        "targets ''",
        "top --service ''",
        "get profile ''",
        "top --dir /nowhere --service ''",
        "targets --server not-a-url -n ''"
      })
  void what_cannot_be_found_out_is_passed_over_in_silence(String line) {
    var nothing = Map.of("KPROFEFE_KUBECONFIG", folder.resolve("none").toString());
    var all = new ArrayList<>(List.of(Complete.WORD));
    all.addAll(List.of(words(line)));

    Called called = Called.with(nothing, all.toArray(String[]::new));

    assertTrue(called.out().matches(":[0-9]+\n"), called.out());
    assertEquals("", called.err());
    assertEquals(0, called.code());
  }

  static Stream<ApiFault> faults() {
    return Stream.of(
        ApiFault.refused(403, "may not"),
        ApiFault.refused(500, "etcd is away"),
        ApiFault.busy(10),
        new ApiFault.Text("<html>"),
        new ApiFault.Cut(),
        new ApiFault.Silence());
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Timeout(20)
  void an_api_server_that_does_not_tell_costs_a_moment_and_no_word(ApiFault fault) {
    api.onRequests(1, 100, fault);

    for (String line : List.of("targets -n shop web", "targets -n ''")) {
      Called called =
          Called.with(
              Map.of("KPROFEFE_KUBECONFIG", kubeconfig.toString()), behindTheCommand(words(line)));

      assertEquals(":4\n", called.out());
      assertEquals("", called.err());
    }
  }

  private Called onCluster(String... words) {
    var environment = new HashMap<>(PATIENT);
    environment.put("KPROFEFE_KUBECONFIG", kubeconfig.toString());
    return Called.with(environment, behindTheCommand(words));
  }

  /** The place stands before the last word, which is the one that is completed. */
  private Called inStore(Place place, String... words) {
    String last = words[words.length - 1];
    var all = new ArrayList<>(List.of(places.words(place, Arrays.copyOf(words, words.length - 1))));
    if (words[words.length - 2].startsWith("--")) {
      all.remove(words[words.length - 2]);
      all.add(words[words.length - 2]);
    }
    all.add(last);
    return completed(all.toArray(String[]::new));
  }

  private static Called completed(String... words) {
    return Called.with(PATIENT, behindTheCommand(words));
  }

  private static String[] behindTheCommand(String... words) {
    return Stream.concat(Stream.of(Complete.WORD), Arrays.stream(words)).toArray(String[]::new);
  }

  private static String[] words(String line) {
    return Arrays.stream(line.split(" ", -1))
        .map(word -> word.equals("''") ? "" : word)
        .toArray(String[]::new);
  }

  private static List<String> candidates(Called called) {
    return called
        .out()
        .lines()
        .filter(line -> !line.startsWith(":"))
        .map(line -> line.split("\t", 2)[0])
        .toList();
  }

  private static List<String> servicesOf(List<String> ids) {
    return ids.stream().map(id -> id.substring(0, id.indexOf('/') + 1)).distinct().toList();
  }

  /** What an ellipsis stands for may be anything. */
  private static void assertAllOf(List<String> expected, List<String> all) {
    int gap = expected.indexOf("…");
    if (gap < 0) {
      assertEquals(expected, all);
    } else {
      List<String> end = expected.subList(gap + 1, expected.size());
      assertEquals(expected.subList(0, gap), all.subList(0, gap));
      assertEquals(end, all.subList(all.size() - end.size(), all.size()));
    }
  }

  private void store(String service, Duration ago) throws Exception {
    byte[] bytes = Files.readAllBytes(PROFILE);
    places
        .store()
        .write(
            new NewProfile(service, StoredType.CPU, Labels.NONE, Instant.now().minus(ago), bytes));
  }
}
