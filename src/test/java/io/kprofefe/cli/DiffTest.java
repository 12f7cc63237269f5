package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cli.TwoPlaces.Place;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredType;
import io.kprofefe.profile.pprof.Profile;
import io.kprofefe.profile.pprof.Sample;
import io.kprofefe.store.NewProfile;
import io.kprofefe.testing.Pprofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiffTest {

  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;
  private TwoPlaces places;

  @BeforeEach
  void open() throws IOException {
    places = new TwoPlaces(Files.createDirectory(folder.resolve("profiles")));
  }

  @AfterEach
  void close() {
    places.close();
  }

  @Test
  void the_tables_tell_the_whole_and_what_got_dearer_and_cheaper() throws Exception {
    Called called =
        Called.with(
            "diff", file("a.pb", 600, 400, 1).toString(), file("b.pb", 1500, 700, 2).toString());
    assertEquals(
        """
        cpu/nanoseconds, per second of profile: before 1 profile of 1.0 s, after 1 profile of 2.0 s

        TOTAL          BEFORE     AFTER     CHANGE  CHANGE%
        all samples  1.00 s/s  1.10 s/s  +100 ms/s   +10.0%

           DEARER   FLAT%    BEFORE     AFTER        CUM    CUM%  FUNCTION
        +150 ms/s  +15.0%  600 ms/s  750 ms/s  +150 ms/s  +15.0%  main.leaf

         CHEAPER  FLAT%    BEFORE     AFTER        CUM    CUM%  FUNCTION
        -50 ms/s  -5.0%  400 ms/s  350 ms/s  +100 ms/s  +10.0%  main.main
        """,
        called.out());
    assertEquals("", called.err());
    assertEquals(0, called.code());
  }

  @Test
  void wide_tells_all_of_cum() throws Exception {
    Called called =
        Called.with(
            "diff",
            "-o",
            "wide",
            file("a.pb", 6, 4, 1).toString(),
            file("b.pb", 7, 4, 1).toString());
    assertTrue(called.out().contains("CUM BEFORE  CUM AFTER  FUNCTION"), called.out());
  }

  @Test
  void a_program_reads_figures_in_the_unit_of_the_sample_type() throws Exception {
    Called called =
        Called.with(
            "diff",
            "-o",
            "json",
            "--rows",
            "1",
            file("a.pb", 600, 400, 1).toString(),
            file("b.pb", 1500, 700, 2).toString());
    assertEquals(
        """
        {
          "sampleType": "cpu",
          "unit": "nanoseconds",
          "per": "second",
          "before": {
            "profiles": 1,
            "durationSeconds": 1
          },
          "after": {
            "profiles": 1,
            "durationSeconds": 2
          },
          "total": {
            "before": 1000000000,
            "after": 1100000000,
            "change": 100000000,
            "changePercent": 10
          },
          "lookedAt": {
            "before": 1000000000,
            "after": 1100000000,
            "change": 100000000,
            "changePercent": 10
          },
          "dearer": [
            {
              "function": "main.leaf",
              "flat": {
                "before": 600000000,
                "after": 750000000,
                "change": 150000000,
                "changePercent": 15
              },
              "cum": {
                "before": 600000000,
                "after": 750000000,
                "change": 150000000,
                "changePercent": 15
              }
            }
          ],
          "cheaper": [
            {
              "function": "main.main",
              "flat": {
                "before": 400000000,
                "after": 350000000,
                "change": -50000000,
                "changePercent": -5
              },
              "cum": {
                "before": 1000000000,
                "after": 1100000000,
                "change": 100000000,
                "changePercent": 10
              }
            }
          ]
        }
        """,
        called.out());
  }

  @Test
  void the_names_of_what_got_dearer_go_into_a_pipe() throws Exception {
    Called called =
        Called.with(
            "diff",
            "-o",
            "name",
            file("a.pb", 6, 4, 1).toString(),
            file("b.pb", 7, 4, 1).toString());
    assertEquals("main.leaf\nmain.main\n", called.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--fail-above=9%, 2, 'error: the total got dearer by 10%, from 1.00 s/s to 1.10 s/s: allowed is 9%'",
    "--fail-above=10%, 0, ''",
    "--fail-above=10, 0, ''",
    "--fail-function-above=14.5%, 2, 'error: main.leaf got dearer by 15% of the total, from 600 ms/s to 750 ms/s: allowed is 14.5%'",
    "--fail-function-above=15%, 0, ''",
  })
  void a_release_is_held_with_2_by_what_got_dearer_than_it_may(String option, int code, String said)
      throws Exception {
    Called called =
        Called.with(
            "diff",
            option,
            file("a.pb", 600, 400, 1).toString(),
            file("b.pb", 1500, 700, 2).toString());
    assertEquals(said, called.err().strip());
    assertEquals(code, called.code());
    assertTrue(called.out().contains("DEARER"), "the table is there anyway");
  }

  @Test
  void a_gate_does_not_let_nothing_pass() throws Exception {
    String full = file("a.pb", 6, 4, 1).toString();
    Path empty = folder.resolve("empty.pb");
    Files.write(empty, profile(6, 4, 1).clearSample().build().toByteArray());
    Called called = Called.with("diff", "--fail-above", "5%", full, empty.toString());
    assertEquals(
        "error: nothing to judge: there are no samples after, so nobody knows what got dearer\n",
        called.err());
    assertEquals(1, called.code());
    assertEquals(0, Called.with("diff", full, empty.toString()).code());
    Called unfound = Called.with("diff", "--fail-above", "5%", "--focus", "nobody", full, full);
    assertEquals(1, unfound.code());
  }

  @Test
  void a_total_that_is_the_same_by_definition_judges_nothing() throws Exception {
    String before = file("a.pb", 6, 4, 0).toString();
    String after = file("b.pb", 60, 40, 0).toString();
    Called called = Called.with("diff", "--fail-above", "5%", before, after);
    assertTrue(
        called.err().startsWith("error: --fail-above cannot judge cpu/nanoseconds: "),
        called.err());
    assertEquals(1, called.code());
    assertEquals(2, Called.with("diff", "--fail-above=5", "--per=profile", before, after).code());
    assertEquals(0, Called.with("diff", "--fail-function-above", "5%", before, after).code());
  }

  @ParameterizedTest
  @EnumSource
  void two_times_are_compared(Place place) throws Exception {
    store(MORNING, Labels.NONE, 600, 400);
    store(NOON, Labels.NONE, 700, 400);
    store(NOON.plusSeconds(1), Labels.NONE, 700, 400);
    Called called =
        places.call(
            place,
            "diff",
            "--service=web",
            "--from=2026-11-21T11:00:00Z",
            "--to=2026-11-21T13:00:00Z",
            "--base-from=2026-11-21T07:00:00Z",
            "--base-to=2026-11-21T09:00:00Z",
            "--fail-above=9");
    assertEquals(2, called.code(), called.err());
    assertTrue(
        called
            .out()
            .startsWith(
                "cpu/nanoseconds, per second of profile: before 1 profile of 1.0 s, after 2 profiles of"),
        called.out());
  }

  /** A profile at the very moment belongs to one side. */
  @Test
  void without_a_time_to_compare_with_it_is_the_time_just_before() throws Exception {
    store(MORNING, Labels.NONE, 600, 400);
    store(NOON, Labels.NONE, 700, 400);
    Called called =
        places.call(
            Place.DIRECTORY,
            "diff",
            "--service=web",
            "--from=2026-11-21T12:00:00Z",
            "--to=2026-11-21T18:00:00Z");
    assertTrue(
        called.out().contains("before 1 profile of 1.0 s, after 1 profile of 1.0 s"), called.out());
    assertTrue(called.out().contains("+10.0%"), called.out());
  }

  @ParameterizedTest
  @EnumSource
  void two_labels_are_compared_over_the_same_time(Place place) throws Exception {
    store(MORNING, Labels.of("version", "1.2"), 600, 400);
    store(NOON, Labels.of("version", "1.3"), 700, 400);
    store(NOON, Labels.NONE, 99_999, 400);
    Called called =
        places.call(
            place,
            "diff",
            "--service=web",
            "--from=2026-11-21",
            "--to=2026-11-22",
            "--base-label=version=1.2",
            "--label=version=1.3",
            "--fail-above=10%");
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("+10.0%"), called.out());
  }

  @Test
  void a_side_without_a_profile_is_said_and_no_error_unless_something_is_judged() throws Exception {
    store(NOON, Labels.NONE, 700, 400);
    String[] words =
        places.words(
            Place.DIRECTORY,
            "diff",
            "--service=web",
            "--from=2026-11-21T11:00:00Z",
            "--to=2026-11-22");
    Called called = Called.with(words);
    assertEquals(0, called.code());
    assertEquals("", called.out());
    assertTrue(called.err().startsWith("No profiles found for service=web in "), called.err());
    Called judged =
        places.call(
            Place.DIRECTORY,
            "diff",
            "--service=web",
            "--from=2026-11-21T11:00:00Z",
            "--to=2026-11-22",
            "--fail-above=5%");
    assertEquals(1, judged.code());
    assertTrue(
        judged.err().startsWith("error: nothing to judge: No profiles found for service=web in "),
        judged.err());
  }

  @Test
  void other_sample_types_are_refused_with_the_file() throws Exception {
    String cpu = file("a.pb", 6, 4, 1).toString();
    String heap = "src/test/resources/profile/profefe-heap.pb.gz";
    Called called = Called.with("diff", cpu, heap);
    assertEquals(1, called.code());
    assertTrue(
        called.err().startsWith("error: " + heap + ": it has alloc_objects/count, "), called.err());
    assertEquals("", called.out());
  }

  @Test
  void a_page_is_written_beside_and_overwrites_nothing() throws Exception {
    String before = file("a.pb", 6, 4, 1).toString();
    String after = file("b.pb", 7, 4, 1).toString();
    Path page = folder.resolve("diff.html");
    Called first = Called.with("diff", "--out", page.toString(), before, after);
    assertTrue(first.out().endsWith("\nFlame graph: " + page + "\n"), first.out());
    assertTrue(Files.readString(page).contains("Content-Security-Policy"));
    Called second = Called.with("diff", "-o", "json", "--out", page.toString(), before, after);
    assertEquals("Flame graph: " + folder.resolve("diff-1.html") + "\n", second.err());
    assertFalse(second.out().contains("Flame graph"));
  }

  private Path file(String name, long leaf, long main, long seconds) throws IOException {
    return Files.write(
        folder.resolve(name),
        profile(leaf * 1_000_000, main * 1_000_000, seconds).build().toByteArray());
  }

  private void store(Instant time, Labels labels, long leaf, long main) throws Exception {
    byte[] bytes =
        profile(leaf * 1_000_000, main * 1_000_000, 1).clearTimeNanos().build().toByteArray();
    places.store().write(new NewProfile("web", StoredType.CPU, labels, time, bytes));
  }

  private static Profile.Builder profile(long leaf, long main, long seconds) {
    var profile = Pprofs.small().setDurationNanos(seconds * 1_000_000_000);
    profile.getSampleBuilder(0).setValue(0, leaf);
    return profile.addSample(Sample.newBuilder().addLocationId(1).addValue(main));
  }
}
