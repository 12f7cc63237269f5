package io.kprofefe.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.print.LoadedFiles.Copy;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.store.StoredProfile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store holds, and what was put there, letter by letter. */
class StoreListsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final StoredProfile CPU =
      profile(
          "web/cpu/2026-11-21/110155.123456789-3f9c2a",
          StoredType.CPU,
          new Labels(List.of(new Label("pod", "web-0"), new Label("namespace", "shop"))),
          "2026-11-21T11:01:55.123456789Z");

  private static final StoredProfile ALLOCS =
      profile(
          "web/other/2026-11-19/090000.000000000-00ffee",
          StoredType.OTHER,
          Labels.of("profile_type", "allocs"),
          "2026-11-19T09:00:00Z");

  private static final StoredProfile BARE =
      profile("dc0nkgb8di18lr838tm0", StoredType.HEAP, Labels.NONE, "2025-11-21T12:00:00Z");

  @Test
  void a_table_has_what_one_looks_for_and_fits_eighty_columns() {
    String table = profiles(OutputFormat.TABLE, CPU, ALLOCS, BARE);

    assertEquals(
        """
        ID                                            SERVICE  TYPE    AGE
        web/cpu/2026-11-21/110155.123456789-3f9c2a    web      cpu     58m
        web/other/2026-11-19/090000.000000000-00ffee  web      allocs  2d3h
        dc0nkgb8di18lr838tm0                          web      heap    365d
        """,
        table);
    assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
  }

  @Test
  void wide_tells_time_and_labels_too() {
    assertEquals(
        """
        ID                                          SERVICE  TYPE  AGE   CREATED               LABELS
        web/cpu/2026-11-21/110155.123456789-3f9c2a  web      cpu   58m   2026-11-21T11:01:55Z  namespace=shop,pod=web-0
        dc0nkgb8di18lr838tm0                        web      heap  365d  2025-11-21T12:00:00Z  <none>
        """,
        profiles(OutputFormat.WIDE, CPU, BARE));
  }

  @Test
  void without_headings_the_rows_are_aligned_by_themselves() {
    var list = new ProfileList(List.of(BARE), NOW, false);

    assertEquals(
        "dc0nkgb8di18lr838tm0  web  heap  365d\n",
        printed(OutputFormat.TABLE, printer -> printer.print(list)));
  }

  @Test
  void documents_are_lists_of_items() {
    assertEquals(
        """
        {
          "items": [
            {
              "id": "web/cpu/2026-11-21/110155.123456789-3f9c2a",
              "service": "web",
              "type": "cpu",
              "createdAt": "2026-11-21T11:01:55.123456789Z",
              "labels": {
                "namespace": "shop",
                "pod": "web-0"
              }
            }
          ]
        }
        """,
        profiles(OutputFormat.JSON, CPU));
    assertEquals(
        """
        items:
          - id: dc0nkgb8di18lr838tm0
            service: web
            type: heap
            createdAt: "2025-11-21T12:00:00Z"
            labels: {}
        """,
        profiles(OutputFormat.YAML, BARE));
  }

  @Test
  void the_only_one_is_no_list() {
    assertEquals(
        """
        id: dc0nkgb8di18lr838tm0
        service: web
        type: heap
        createdAt: "2025-11-21T12:00:00Z"
        labels: {}
        """,
        printed(
            OutputFormat.YAML,
            printer -> printer.printOnly(new ProfileList(List.of(BARE), NOW, true))));
  }

  @Test
  void a_key_that_stands_twice_is_once_in_a_document() {
    Labels twice = new Labels(List.of(new Label("a", "1"), new Label("a", "2")));
    String json =
        profiles(OutputFormat.JSON, profile("id", StoredType.CPU, twice, "2026-11-21T11:00:00Z"));

    assertTrue(json.contains("\"a\": \"1\"\n"), json);
    assertTrue(!json.contains("\"2\""), json);
  }

  @Test
  void nothing_is_no_table_and_an_empty_list() {
    assertEquals("", profiles(OutputFormat.TABLE));
    assertEquals("", profiles(OutputFormat.NAME));
    assertEquals("{\n  \"items\": []\n}\n", profiles(OutputFormat.JSON));
    assertEquals("", services(OutputFormat.TABLE));
    assertEquals("items: []\n", services(OutputFormat.YAML));
  }

  @Test
  void an_id_that_is_used_again_is_whole_however_long() {
    String id = "s".repeat(300) + "/cpu/2026-11-21/110155.123456789-3f9c2a";
    var longest = profile(id, StoredType.CPU, Labels.NONE, "2026-11-21T11:01:55Z");

    assertEquals(id + "\n", profiles(OutputFormat.NAME, longest));
    assertTrue(profiles(OutputFormat.TABLE, longest).contains("s… "));
  }

  @ParameterizedTest
  @EnumSource
  void nothing_that_comes_from_a_pod_moves_a_terminal(OutputFormat format) {
    var hostile =
        new StoredProfile(
            "id\u001b[2J",
            StoredType.CPU,
            "web\u202e",
            Labels.of("a\u009b", "\u001b]0;x\u0007"),
            NOW);

    String all =
        profiles(format, hostile)
            + printed(format, printer -> printer.print(new ServiceList(List.of("\u001b[A"), true)))
            + loaded(format, new Copy("\u001b[B.pb", "dir", 1, hostile));

    assertTrue(
        all.chars().noneMatch(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202e)), all);
  }

  @Test
  void services_are_names() {
    assertEquals("NAME\nmail\nweb\n", services(OutputFormat.TABLE, "mail", "web"));
    assertEquals("mail\nweb\n", services(OutputFormat.NAME, "mail", "web"));
    assertEquals("items:\n  - name: web\n", services(OutputFormat.YAML, "web"));
  }

  @Test
  void what_was_stored_is_told_by_its_file() {
    assertEquals(
        """
        FILE            SERVICE  TYPE  ID
        dir/cpu.pb.gz   web      cpu   web/cpu/2026-11-21/110155.123456789-3f9c2a
        standard input  web      heap  dc0nkgb8di18lr838tm0
        """,
        loaded(
            OutputFormat.TABLE,
            new Copy("dir/cpu.pb.gz", "dir", 2162, CPU),
            new Copy("standard input", "profefe", 17, BARE)));
    assertEquals(
        """
        FILE       SERVICE  TYPE  ID                    STORE      SIZE  CREATED               LABELS
        cpu.pb.gz  web      heap  dc0nkgb8di18lr838tm0  profefe  2.2 kB  2025-11-21T12:00:00Z  <none>
        """,
        loaded(OutputFormat.WIDE, new Copy("cpu.pb.gz", "profefe", 2162, BARE)));
    assertEquals(
        """
        items:
          - file: cpu.pb.gz
            sink: profefe
            id: dc0nkgb8di18lr838tm0
            service: web
            type: heap
            createdAt: "2025-11-21T12:00:00Z"
            labels: {}
            bytes: 2162
        """,
        loaded(OutputFormat.YAML, new Copy("cpu.pb.gz", "profefe", 2162, BARE)));
  }

  private static StoredProfile profile(String id, StoredType type, Labels labels, String time) {
    return new StoredProfile(id, type, "web", labels, Instant.parse(time));
  }

  private static String profiles(OutputFormat format, StoredProfile... profiles) {
    var list = new ProfileList(List.of(profiles), NOW, true);
    return printed(format, printer -> printer.print(list));
  }

  private static String services(OutputFormat format, String... names) {
    var list = new ServiceList(List.of(names), true);
    return printed(format, printer -> printer.print(list));
  }

  private static String loaded(OutputFormat format, Copy... copies) {
    var files = new LoadedFiles(List.of(copies));
    return printed(format, printer -> printer.print(files));
  }

  private static String printed(OutputFormat format, Consumer<Printer> what) {
    var out = new ByteArrayOutputStream();
    what.accept(new Printer(new PrintStream(out, true, UTF_8), format));
    return out.toString(UTF_8);
  }
}
