package io.kprofefe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.cli.TwoPlaces.Place;
import io.kprofefe.profile.Label;
import io.kprofefe.profile.Labels;
import io.kprofefe.profile.StoredKind;
import io.kprofefe.store.ProfileQuery;
import io.kprofefe.store.StoredProfile;
import io.kprofefe.testing.FakePyroscope;
import io.kprofefe.testing.Fault;
import io.kprofefe.testing.FaultServer;
import io.kprofefe.testing.Profiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files on their way into a directory, and a registry over it. */
class LoadTest {

  private static final Path PROFILES = Path.of("src/test/resources/profile");

  @TempDir private Path folder;
  private TwoPlaces places;

  @BeforeEach
  void an_empty_store() throws IOException {
    places = new TwoPlaces(Files.createDirectories(folder.resolve("store")));
  }

  @AfterEach
  void close() {
    places.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DIRECTORY, profefe-cpu.pb.gz, cpu",
    "DIRECTORY, profefe-cpu.pb, cpu",
    "DIRECTORY, kube-apiserver-heap.pb.gz, heap",
    "DIRECTORY, profefe-allocs.pb.gz, allocs",
    "DIRECTORY, profefe-goroutine.pb.gz, goroutine",
    "DIRECTORY, profefe-threadcreate.pb.gz, threadcreate",
    "REGISTRY, profefe-cpu.pb.gz, cpu",
    "REGISTRY, profefe-cpu.pb, cpu",
    "REGISTRY, profefe-heap.pb.gz, heap",
    "REGISTRY, pushgateway-allocs.pb.gz, allocs",
  })
  void a_profile_is_stored_as_what_it_is(Place place, String file, String type) throws Exception {
    Called called = load(place, PROFILES.resolve(file).toString());

    assertEquals("", called.err());
    assertEquals(0, called.code());
    StoredProfile stored = only(stored());
    assertEquals(type, StoredKind.of(stored.type(), stored.labels()).word());
    assertArrayEquals(
        Files.readAllBytes(PROFILES.resolve(file)),
        places.store().open(stored.id()).readAllBytes());
    assertEquals(2, called.out().lines().count());
    assertTrue(called.out().lines().toList().getLast().endsWith("  " + stored.id()), called.out());
  }

  @ParameterizedTest
  @EnumSource
  void its_time_is_its_own_and_its_labels_are_those_given(Place place) throws Exception {
    Called called =
        load(
            place,
            "--label",
            "version=1.2,pod=web-0",
            file("profefe-cpu-1000.pb.gz"),
            "-o",
            "name");

    StoredProfile stored = only(stored());
    assertEquals(Instant.parse("2026-11-20T10:00:00Z"), stored.createdAt());
    assertEquals(
        new Labels(List.of(new Label("pod", "web-0"), new Label("version", "1.2"))),
        stored.labels());
    assertEquals(stored.id() + "\n", called.out());
  }

  @Test
  void what_has_no_time_is_of_now() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    load(Place.DIRECTORY, file("profefe-cpu-no-time.pb.gz"));

    assertTrue(only(stored()).createdAt().isAfter(before));
  }

  @Test
  void mutex_and_block_look_the_same_and_have_to_be_told() throws Exception {
    Called untold = load(Place.DIRECTORY, file("profefe-mutex.pb.gz"));

    assertEquals(1, untold.code());
    assertEquals("", untold.out());
    assertEquals(
        "error: src/test/resources/profile/profefe-mutex.pb.gz: its samples are contentions, which"
            + " mutex and block both have: give --type mutex or --type block\n",
        untold.err());
    assertEquals(0, load(Place.DIRECTORY, "--type", "block", file("profefe-mutex.pb.gz")).code());
    assertEquals("block", only(stored()).type().word());
  }

  @ParameterizedTest
  @EnumSource
  void a_trace_is_stored_when_it_is_called_one(Place place) throws Exception {
    Called untold = load(place, file("profefe-trace.bin"));

    assertEquals(1, untold.code());
    assertTrue(
        untold.err().endsWith("it looks like an execution trace: give --type trace\n"),
        untold.err());
    assertEquals(0, load(place, "--type", "trace", file("profefe-trace.bin")).code());
    assertEquals("trace", only(stored()).type().word());
  }

  @Test
  void what_only_one_of_two_stores_has_a_use_for_goes_to_that_and_is_told() throws Exception {
    try (var pyroscope = FakePyroscope.start()) {
      Called called =
          load(
              Place.DIRECTORY,
              "--pyroscope-url=" + pyroscope.uri(),
              "--type=mutex",
              file("profefe-mutex.pb.gz"));

      assertEquals(0, called.code());
      assertTrue(
          called
              .err()
              .startsWith(
                  file("profefe-mutex.pb.gz")
                      + ": declined by pyroscope: it counts from the program's start"),
          called.err());
      assertEquals(0, pyroscope.pushes());
      assertEquals("mutex", only(stored()).type().word());
    }
  }

  @Test
  void what_no_store_has_a_use_for_is_an_error() {
    try (var pyroscope = FakePyroscope.start()) {
      Called called =
          Called.with(
              "load",
              "--service=web",
              "--pyroscope-url=" + pyroscope.uri(),
              "--type=mutex",
              file("profefe-mutex.pb.gz"));

      assertEquals(1, called.code());
      assertTrue(
          called
              .err()
              .startsWith("error: " + file("profefe-mutex.pb.gz") + ": declined by pyroscope: "),
          called.err());
    }
  }

  @Test
  void what_pyroscope_takes_has_no_id_there_but_a_selector_that_finds_it() {
    try (var pyroscope = FakePyroscope.start()) {
      Called called =
          Called.with(
              "load",
              "--service=web",
              "--pyroscope-url=" + pyroscope.uri(),
              file("profefe-cpu-no-time.pb.gz"));

      assertEquals(0, called.code(), called.err());
      assertTrue(called.out().contains(" process_cpu{service_name=\"web\"}"), called.out());
      assertEquals(1, pyroscope.stored().size());
    }
  }

  @Test
  void what_is_no_profile_is_refused_with_what_it_is_and_the_others_are_stored() throws Exception {
    Path page =
        Files.writeString(folder.resolve("page\u001b[2J.pb"), "<html><body>Login</body></html>");
    Path gone = folder.resolve("gone.pb.gz");

    Called called =
        load(
            Place.DIRECTORY,
            page.toString(),
            gone.toString(),
            file("profefe-cpu-truncated.pb.gz"),
            file("profefe-cpu.pb.gz"));

    assertEquals(1, called.code());
    List<String> said = called.err().lines().toList();
    assertEquals(3, said.size(), called.err());
    assertTrue(
        said.get(0).endsWith("page\\u001B[2J.pb: not a pprof profile: it looks like an HTML page"),
        called.err());
    assertEquals("error: " + gone + ": no such file or directory", said.get(1));
    assertTrue(said.get(2).contains("profefe-cpu-truncated.pb.gz: not a pprof profile: "));
    assertEquals("cpu", only(stored()).type().word());
  }

  @Test
  void what_has_no_samples_is_told_and_no_failure() throws Exception {
    Called called = load(Place.REGISTRY, file("profefe-mutex-no-samples.pb.gz"));

    assertEquals(0, called.code());
    assertEquals("", called.out());
    assertTrue(called.err().endsWith(": it has no samples: there is nothing to store\n"));
    assertEquals(List.of(), stored());
  }

  @Test
  void a_folder_without_files_is_told_and_no_failure() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Called called = load(Place.DIRECTORY, empty.toString());

    assertEquals(0, called.code());
    assertEquals(empty + ": no file is in it: there is nothing to store\n", called.err());
  }

  @Test
  void a_folder_is_its_own_files_without_hidden_ones_and_folders_in_it() throws Exception {
    Path given = Files.createDirectories(folder.resolve("given/further"));
    Path files = folder.resolve("given");
    Files.write(files.resolve("b.pb.gz"), Profiles.at(Instant.now()));
    Files.write(files.resolve("a.pb.gz"), Profiles.at(Instant.now()));
    Files.writeString(files.resolve(".half-written"), "x");
    Files.writeString(given.resolve("c.pb.gz"), "x");

    Called called = load(Place.DIRECTORY, files.toString());

    assertEquals("", called.err());
    assertEquals(2, stored().size());
    assertTrue(
        called.out().lines().toList().get(1).startsWith(files.resolve("a.pb.gz").toString()));
  }

  @Test
  void standard_input_is_a_file_too() throws Exception {
    byte[] profile = Profiles.at(Instant.now());
    Called called =
        Called.reading(
            new ByteArrayInputStream(profile),
            places.words(Place.DIRECTORY, "load", "--service", "web", "-"));

    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("\nstandard input  web      cpu "), called.out());
    assertArrayEquals(profile, places.store().open(only(stored()).id()).readAllBytes());
  }

  @Test
  void several_stores_each_get_a_copy() throws Exception {
    Path second = folder.resolve("second");
    Called called =
        load(Place.REGISTRY, "--dir", second.toString(), file("profefe-cpu.pb.gz"), "-o", "wide");

    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("  profefe  "), called.out());
    assertTrue(called.out().contains("  dir  "), called.out());
    assertEquals(1, stored().size());
  }

  @ParameterizedTest
  @CsvSource({
    "--max-profile-size=1KiB, it is over the limit of 1024 bytes (--max-profile-size)",
    "--max-profile-size=4KiB --max-decoded-size=4KiB, not a pprof profile: decoded it is over the limit of 4096 bytes",
  })
  void what_is_too_large_is_refused(String options, String why) throws Exception {
    var words = new ArrayList<>(List.of(options.split(" ")));
    words.add(file("profefe-cpu.pb.gz"));
    Called called = load(Place.DIRECTORY, words.toArray(String[]::new));

    assertEquals(1, called.code());
    assertTrue(called.err().endsWith(": " + why + "\n"), called.err());
    assertEquals(List.of(), stored());
  }

  @Test
  void a_store_that_lets_nobody_in_ends_with_77() throws Exception {
    try (var registry = FaultServer.that(Fault.answer(403, "{\"error\":\"no\"}"))) {
      Called called =
          Called.with(
              "load",
              "--service",
              "web",
              "--profefe-url",
              registry.uri().toString(),
              file("profefe-cpu.pb.gz"),
              "gone.pb");

      assertEquals(77, called.code());
      assertTrue(called.err().contains("answered 403"), called.err());
    }
  }

  @Test
  void a_registry_that_may_have_stored_it_is_not_asked_again() throws Exception {
    try (var registry = FaultServer.that(Fault.answer(500, "{\"error\":\"broken\"}"))) {
      Called called =
          Called.with(
              "load",
              "--service",
              "web",
              "--profefe-url",
              registry.uri().toString(),
              file("profefe-cpu.pb.gz"));

      assertEquals(1, called.code());
      assertTrue(called.err().contains(": rejected: "), called.err());
      assertEquals(1, registry.requests().size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          load --dir x cpu.pb.gz | no service given: whose profiles are these? --service NAME
          load --service web cpu.pb.gz | no store given: where should profiles go?
          load --service web --dir x | no file given: what shall be stored? FILE…, a folder, or -
          load --service web --dir x --label a=1,a=2 f | --label: a is given twice: give it once
          load --service web --dir x --max-profile-size 65MiB f | --max-profile-size (65MiB) is larger than --max-decoded-size (64MiB): a profile is not smaller when unpacked
          """)
  void what_cannot_be_done_is_said_in_one_line(String line, String complaint) {
    Called called = Called.with(line.split(" +"));

    assertEquals("error: " + complaint, called.err().lines().findFirst().orElse(""));
    assertEquals(64, called.code());
    assertTrue(Files.notExists(Path.of("x")));
  }

  private Called load(Place place, String... words) {
    var all = new ArrayList<>(List.of("load", "--service", "web"));
    all.addAll(List.of(words));
    return places.call(place, all.toArray(String[]::new));
  }

  private static String file(String name) {
    return PROFILES.resolve(name).toString();
  }

  private List<StoredProfile> stored() throws IOException {
    return places
        .store()
        .find(
            new ProfileQuery(
                "web",
                Optional.empty(),
                Instant.EPOCH,
                Instant.now().plus(Duration.ofDays(3650)),
                Labels.NONE,
                OptionalInt.empty()));
  }

  private static StoredProfile only(List<StoredProfile> profiles) {
    assertEquals(1, profiles.size(), profiles.toString());
    return profiles.getFirst();
  }
}
